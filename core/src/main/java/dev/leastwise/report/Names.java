package dev.leastwise.report;

import dev.leastwise.finding.ObjectName;

/** Names objects in sentences. */
final class Names {

    /** Such as {@code Deployment "web" in namespace "shop"}. */
    static String of(ObjectName object) {
        String name = object.name().map(text -> " \"" + text + '"').orElse("");
        String namespace =
                object.namespace().map(text -> " in namespace \"" + text + '"').orElse("");
        return object.kind() + name + namespace;
    }

    private Names() {}
}
