package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.PodScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class NonRootFix {
    private final PodScope pod;
    private final KubeNode place;

    NonRootFix(PodScope pod, KubeNode place) {
        this.pod = pod;
        this.place = place;
    }

    Fix ofFlag() {
        Change set = new Change.Set(place.fieldPath(), Tree.of(true));
        for (ContainerScope scope : takers()) {
            boolean root = scope.inherited("runAsUser")
                            .integer()
                            .filter(uid -> uid == 0)
                            .isPresent()
                    || (!scope.inherited("runAsUser").exists()
                            && scope.image().flatMap(ImageFacts::nonRootRefusal).isPresent());
            if (root) return choice();
        }
        return Fix.needsTest("forbid root to be its user", set);
    }

    Fix ofUser() {
        return choice();
    }

    private List<ContainerScope> takers() {
        Optional<ContainerScope> own = pod.containerAround(place);
        if (own.isPresent()) return List.of(own.get());
        List<ContainerScope> all = new ArrayList<>();
        for (ContainerScope scope : pod.containers()) {
            if (!scope.container().setting(place.name()).exists()) all.add(scope);
        }
        return all;
    }

    private static Fix choice() {
        return new Fix(
                Safety.SHOW_ONLY,
                "set runAsNonRoot: true, and runAsUser to the uid that the image is made for",
                List.of());
    }
}
