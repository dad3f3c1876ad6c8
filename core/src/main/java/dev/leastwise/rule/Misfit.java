package dev.leastwise.rule;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.WorkloadKind;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.Target;
import dev.leastwise.schema.FieldProblem;
import dev.leastwise.schema.FieldProblem.Misplaced;
import dev.leastwise.schema.FieldProblem.Unknown;
import dev.leastwise.schema.FieldWalk;
import dev.leastwise.schema.Home;
import dev.leastwise.schema.Suggestion;
import dev.leastwise.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A field of a workload that Kubernetes does not take as it is written. */
record Misfit(Workload workload, FieldProblem problem) {

    /**
     * Those of all workloads of an object. Kubernetes' own kinds are held to the index as a whole, pods of its own type in
     * custom resources from the pod spec on, all others only in their security contexts.
     */
    static List<Misfit> of(List<Workload> workloads, Target target) {
        List<Misfit> misfits = new ArrayList<>();
        Set<YamlNode> seen = new HashSet<>();
        for (Workload workload : workloads) {
            for (FieldProblem problem : problems(workload, target.kubernetes())) {
                boolean patch = workload.partial() && problem.at().name().startsWith("$");
                Optional<YamlNode> written = problem.at().key().or(problem.at()::node);
                if (!patch && seen.add(written.orElseThrow())) misfits.add(new Misfit(workload, problem));
            }
        }
        return misfits;
    }

    private static List<FieldProblem> problems(Workload workload, int kubernetes) {
        if (isServed(workload)) {
            String kind = workload.manifest().kind();
            return FieldWalk.problems(workload.manifest().root(), kind, kubernetes);
        }
        if (workload.isPlainPod()) return FieldWalk.problems(workload.podSpec(), "PodSpec", kubernetes);
        List<FieldProblem> problems = new ArrayList<>();
        addProblems(workload.pod("securityContext"), "PodSecurityContext", kubernetes, problems);
        for (Container container : workload.containers()) {
            addProblems(container.securityContext(), "SecurityContext", kubernetes, problems);
        }
        return problems;
    }

    /** Those of a security context and of the ones that it is laid over. */
    private static void addProblems(KubeNode context, String type, int kubernetes, List<FieldProblem> problems) {
        if (context.isMapping()) problems.addAll(FieldWalk.problems(context, type, kubernetes));
        Optional<KubeNode> beneath = context.beneath();
        if (beneath.isPresent()) addProblems(beneath.get(), type, kubernetes, problems);
    }

    /** Whether the object is of the API version that the index knows; older ones had other fields around the pod. */
    private static boolean isServed(Workload workload) {
        Optional<WorkloadKind> kind = Workloads.kind(workload.manifest());
        return kind.isPresent()
                && kind.get().apiVersion().equals(workload.manifest().apiVersion());
    }

    KubeNode at() {
        return problem.at();
    }

    /** Whether the API server's answer is known, which decodes the object itself. */
    boolean isDecodedByApiServer() {
        return isServed(workload);
    }

    /** The container that the field stands in. */
    Optional<Container> container() {
        for (Container candidate : workload.containers()) {
            if (isWithin(candidate.node())) return Optional.of(candidate);
        }
        return Optional.empty();
    }

    private boolean isWithin(KubeNode container) {
        KubeNode place = at();
        while (place != place.parent()) {
            if (place.node().equals(container.node())) return true;
            place = place.parent();
        }
        return false;
    }

    /** The containers that a field belongs to: the one that it stands in, or else all. */
    List<Container> containersOf(Home home) {
        if (!home.place().inContainer()) return List.of();
        Optional<Container> own = container();
        return own.isPresent() ? List.of(own.get()) : workload.containers();
    }

    /** The places where it belongs under its right name; none where nobody knows, or its value would have to be another. */
    List<KubeNode> destinations() {
        return switch (problem) {
            case Misplaced misplaced -> destinations(misplaced.homes().getFirst());
            case Unknown unknown
            when unknown.suggestion().isPresent() ->
                destinations(unknown.suggestion().get());
            default -> List.of();
        };
    }

    private List<KubeNode> destinations(Suggestion meant) {
        if (meant.inverted()) return List.of();
        return meant.homes().isEmpty()
                ? List.of(at().parent().get(meant.name()))
                : destinations(meant.homes().getFirst());
    }

    /** The places where a field belongs: in the pod spec, in its own container, or in each. */
    List<KubeNode> destinations(Home home) {
        if (!home.place().inContainer()) return List.of(follow(workload.podSpec(), home));
        List<KubeNode> destinations = new ArrayList<>();
        for (Container container : containersOf(home)) destinations.add(follow(container.node(), home));
        return destinations;
    }

    private static KubeNode follow(KubeNode from, Home home) {
        KubeNode node = from;
        String path = home.path();
        int start = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
            node = node.get(path.substring(start, dot));
            start = dot + 1;
        }
        return node.get(path.substring(start));
    }

    /** The destinations as a sentence names them. */
    String paths(Home home) {
        List<KubeNode> destinations = destinations(home);
        if (destinations.isEmpty()) return workload.podSpec().get("containers").path() + "[*]." + home.path();
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < destinations.size(); i++) {
            if (i > 0) paths.append(i == destinations.size() - 1 ? " and " : ", ");
            paths.append(destinations.get(i).path());
        }
        return paths.toString();
    }

    /** What becomes of the field when the object is applied. */
    String fate() {
        return isDecodedByApiServer()
                ? "kubectl refuses the object: " + problem.apiServerAnswer()
                        + ". A client that does not ask for strict validation gets a warning, and the line is dropped."
                : "A pod has no such field, so that no pod gets what it says.";
    }
}
