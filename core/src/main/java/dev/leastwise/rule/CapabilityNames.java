package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.ContainerRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of capabilities that are written otherwise than the kernel has them. */
final class CapabilityNames {

    private static final String PREFIX = "CAP_";

    /** The name that it is but for case, the prefix and the signs between words. */
    static Optional<String> meant(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT).replaceAll("[- .]", "_");
        String bare = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        boolean known = CapabilityGrant.isAll(bare) || Capability.named(bare).isPresent();
        return known ? Optional.of(bare) : Optional.empty();
    }

    /** Whether a runtime makes something of a name. */
    static boolean isKnown(String name, ContainerRuntime runtime) {
        return CapabilityGrant.isAll(name)
                || CapabilityGrant.named(name, runtime).isPresent();
    }

    /** What a list of names needs to mean what it says when it takes effect at a place: what is added by no name goes. */
    static List<Change> corrections(KubeNode list, FieldPath place, ContainerRuntime runtime) {
        List<Change> corrections = new ArrayList<>();
        List<KubeNode> items = list.items();
        for (int i = items.size() - 1; i >= 0; i--) {
            Optional<String> name = items.get(i).text();
            if (name.isEmpty() || isKnown(name.get(), runtime)) continue;
            Optional<String> meant = list.name().equals("drop") ? meant(name.get()) : Optional.empty();
            FieldPath item = place.item(i);
            if (list.name().equals("add")) corrections.add(new Change.Remove(item));
            meant.ifPresent(right -> corrections.add(new Change.Set(item, Tree.of(right))));
        }
        return corrections;
    }

    private CapabilityNames() {}
}
