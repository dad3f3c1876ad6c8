package dev.leastwise.rule.validation;

import dev.leastwise.kube.KubeNode;

/** What is refused of a uid or gid (apimachinery pkg/util/validation IsValidUserID). */
final class IdValidation {

    static void validate(KubeNode id, Refusals refusals) {
        long number = id.integer().orElse(0L);
        if (number >= 0 && number <= Integer.MAX_VALUE) return;
        refusals.invalid(id, String.valueOf(number), "must be between 0 and 2147483647, inclusive");
    }

    private IdValidation() {}
}
