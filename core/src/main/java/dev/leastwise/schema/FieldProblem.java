package dev.leastwise.schema;

import dev.leastwise.kube.KubeNode;
import java.util.List;
import java.util.Optional;

/** A field that Kubernetes does not take as it is written. */
public sealed interface FieldProblem {

    /** The field, or the item of its list. */
    KubeNode at();

    /** What the API server answers: without strict field validation it drops unknown fields and only warns of them. */
    String apiServerAnswer();

    /** A field that is nowhere known. */
    record Unknown(KubeNode at, ObjectType where, Optional<Suggestion> suggestion) implements FieldProblem {

        /** Whether it stands in a security context, or the field that is meant decides what a process may do. */
        public boolean isOfSecurity() {
            if (where.isOfSecurityContext()) return true;
            if (suggestion.isEmpty()) return false;
            Suggestion meant = suggestion.get();
            if (!meant.homes().isEmpty()) return meant.homes().getFirst().isOfSecurity();
            Optional<Place> here = Place.of(where);
            return here.isPresent() && Homes.isOfSecurity(here.get(), meant.name());
        }

        @Override
        public String apiServerAnswer() {
            return unknownField(at);
        }
    }

    /**
     * A field that is known, but not here.
     *
     * @param homes where it belongs, nearest first; never empty
     */
    record Misplaced(KubeNode at, ObjectType where, List<Home> homes) implements FieldProblem {

        @Override
        public String apiServerAnswer() {
            return unknownField(at);
        }
    }

    /** A value of a type that the field does not take: the API server refuses the object. */
    record WrongType(KubeNode at, Field field, String apiServerAnswer) implements FieldProblem {}

    /** A field that a newer Kubernetes version has. */
    record TooNew(KubeNode at, Field field) implements FieldProblem {

        @Override
        public String apiServerAnswer() {
            return unknownField(at);
        }
    }

    private static String unknownField(KubeNode at) {
        String parent = at.parent().path();
        return "strict decoding error: unknown field \"" + (parent.isEmpty() ? "" : parent + '.') + at.name() + '"';
    }
}
