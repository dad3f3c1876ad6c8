package dev.leastwise.podsecurity;

import java.util.ArrayList;
import java.util.List;

/** A pod of our own, and what each of some standards says of it. */
public final class Case {

    /**
     * What one standard says.
     *
     * @param says the violations as a message lists them; empty where the pod is allowed
     * @param asTemplate whether it holds for the pod as a controller's template, too
     */
    public record Expected(Standard standard, String says, boolean asPod, boolean asTemplate) {

        /** The whole message of a pod, or of a template; empty where the pod is allowed. */
        String message(boolean pod) {
            if (says.isEmpty()) return "";
            return (pod ? "violates" : "would violate") + " PodSecurity \"" + standard.id() + "\": " + says;
        }
    }

    private final String name;
    private final String pod;
    private final List<Expected> expected = new ArrayList<>();
    private boolean refused;

    private Case(String name, String pod) {
        this.name = name;
        this.pod = pod;
    }

    /** A pod by its spec and, perhaps, annotations, written as lines of a mapping. */
    static Case of(String name, String spec, String... annotations) {
        StringBuilder pod = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata:\n  name: case\n");
        if (annotations.length > 0) pod.append("  annotations:\n");
        for (String annotation : annotations)
            pod.append("    ").append(annotation).append('\n');
        pod.append("spec:\n").append(spec.indent(2));
        return new Case(name, pod.toString());
    }

    Case allowed(String... standards) {
        for (String standard : standards) says(standard, "");
        return this;
    }

    /** Refused with these violations, as a pod and as a template. */
    Case says(String standard, String violations) {
        return expect(standard, violations, true, true);
    }

    /** Refused with these violations as a pod, when a template says something else. */
    Case saysAsPod(String standard, String violations) {
        return expect(standard, violations, true, false);
    }

    Case saysAsTemplate(String standard, String violations) {
        return expect(standard, violations, false, true);
    }

    private Case expect(String standard, String violations, boolean asPod, boolean asTemplate) {
        expected.add(new Expected(Standard.of(standard).orElseThrow(), violations, asPod, asTemplate));
        return this;
    }

    /** No API server would let the pod come as far as Pod Security: it is refused before. */
    Case refusedBefore() {
        refused = true;
        return this;
    }

    public String name() {
        return name;
    }

    /** The pod's text, which begins with its version and kind. */
    public String pod() {
        return pod;
    }

    public List<Expected> expected() {
        return expected;
    }

    public boolean isRefusedBefore() {
        return refused;
    }

    @Override
    public String toString() {
        return name;
    }
}
