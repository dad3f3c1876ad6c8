package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.NonRoot;
import dev.leastwise.rule.PodScope;
import java.util.List;
import java.util.Optional;

/**
 * How a setting comes to allow no root: for every container that takes it, which may be none as a control looks at the pod's
 * even where all containers have their own.
 */
final class NonRootFixes {

    private final PodScope pod;

    NonRootFixes(PodScope pod) {
        this.pod = pod;
    }

    /** For runAsNonRoot, which is false, or missing in a container. */
    Fix ofFlag(KubeNode flag) {
        return fix(flag, "ask of the pod what its containers ask", new Change.Set(flag.fieldPath(), Tree.of(true)));
    }

    /** For runAsUser, which is 0. */
    Fix ofUser(KubeNode user) {
        return fix(
                user, "leave it to the containers, which all have another user", new Change.Remove(user.fieldPath()));
    }

    private Fix fix(KubeNode setting, String title, Change ofPod) {
        Optional<ContainerScope> own = pod.containerAround(setting);
        List<ContainerScope> takers = own.map(List::of).orElseGet(() -> pod.inheriting(setting.name()));
        if (takers.isEmpty()) return Fix.safe(title, ofPod);
        Fix all = NonRoot.fix(takers.getFirst());
        for (ContainerScope taker : takers) {
            Fix fix = NonRoot.fix(taker);
            if (fix.safety() == Safety.SHOW_ONLY) return fix;
            all = all.and(fix);
        }
        boolean changes =
                all.changes().stream().anyMatch(change -> change.path().equals(ofPod.path()));
        return own.isPresent() || changes ? all : all.and(new Fix(all.safety(), title, List.of(ofPod)));
    }
}
