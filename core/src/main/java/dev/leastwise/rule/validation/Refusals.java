package dev.leastwise.rule.validation;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.List;

/** Takes refusals and words them as the API server does (apimachinery pkg/util/validation/field/errors.go). */
final class Refusals {

    private final int kubernetes;
    private final List<Refusal> refusals = new ArrayList<>();

    Refusals(int kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Whether the API server is of that minor version or newer. */
    boolean since(int minor) {
        return kubernetes >= minor;
    }

    List<Refusal> all() {
        return refusals;
    }

    void invalid(KubeNode at, String value, String detail) {
        invalid(at, at.path(), value, detail);
    }

    /** A value as Go prints it that is wrong, under the field that the server names, which may be another. */
    void invalid(KubeNode at, String field, String value, String detail) {
        refusals.add(new Refusal(at, field + ": Invalid value: " + value + ": " + detail));
    }

    void forbidden(KubeNode at, String detail) {
        forbidden(at, at.path(), detail);
    }

    void forbidden(KubeNode at, String field, String detail) {
        refusals.add(new Refusal(at, field + ": Forbidden: " + detail));
    }

    void required(KubeNode at, String detail) {
        refusals.add(new Refusal(at, at.path() + ": Required value: " + detail));
    }

    void required(KubeNode at) {
        refusals.add(new Refusal(at, at.path() + ": Required value"));
    }

    void duplicate(KubeNode at, String value) {
        duplicate(at, at.path(), value);
    }

    void duplicate(KubeNode at, String field, String value) {
        refusals.add(new Refusal(at, field + ": Duplicate value: " + value));
    }

    void tooLong(KubeNode at, int bytes) {
        refusals.add(new Refusal(at, at.path() + ": Too long: may not be more than " + bytes + " bytes"));
    }

    void unsupported(KubeNode at, String value, List<String> supported) {
        unsupported(at, at.path(), value, supported);
    }

    void unsupported(KubeNode at, String field, String value, List<String> supported) {
        StringBuilder text = new StringBuilder(field)
                .append(": Unsupported value: ")
                .append(GoText.json(value))
                .append(": supported values: ");
        for (int i = 0; i < supported.size(); i++) {
            text.append(i == 0 ? "\"" : ", \"").append(supported.get(i)).append('"');
        }
        refusals.add(new Refusal(at, text.toString()));
    }

    /** A setting that must be one of a few words, where it is set. */
    void oneOf(KubeNode at, List<String> supported) {
        oneOf(at, at.path(), supported);
    }

    void oneOf(KubeNode at, String field, List<String> supported) {
        at.text().filter(word -> !supported.contains(word)).ifPresent(word -> unsupported(at, field, word, supported));
    }
}
