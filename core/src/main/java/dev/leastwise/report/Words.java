package dev.leastwise.report;

import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Safety;

/** What several reports say in the same words. */
final class Words {

    /** Such as {@code Deployment "web" in namespace "shop"}. */
    static String of(ObjectName object) {
        String name = object.name().map(text -> " \"" + text + '"').orElse("");
        String namespace =
                object.namespace().map(text -> " in namespace \"" + text + '"').orElse("");
        return object.kind() + name + namespace;
    }

    /** The template that an object comes from, which is what to change, as a part of a sentence; empty where there is none. */
    static String template(ObjectName object) {
        return object.template().map(file -> ", from " + file).orElse("");
    }

    /** How sure a fix is, before its title. */
    static String of(Safety safety) {
        return switch (safety) {
            case SAFE -> "Safe";
            case NEEDS_TEST -> "Needs a test";
            case SHOW_ONLY -> "Your choice";
        };
    }

    /** Such as {@code 2 findings}. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** How much was judged. */
    static String checked(Report.Counts counts) {
        return count(counts.containers(), "container") + " of " + count(counts.workloads(), "workload") + " in "
                + count(counts.files(), "file") + " checked";
    }

    private Words() {}
}
