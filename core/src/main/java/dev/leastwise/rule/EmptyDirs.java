package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Folders of a container that become volumes of its own, which end with its pod. */
final class EmptyDirs {

    /** The longest name of a volume (RFC 1123 label). */
    private static final int LONGEST = 63;

    private static final Tree EMPTY = new Tree.Fields(Map.of());

    /** Mounts one at each of the paths. */
    static List<Change> at(ContainerScope scope, List<String> paths) {
        FieldPath volumes = scope.workload().podSpec().fieldPath().field("volumes");
        Set<String> taken = names(scope);
        List<Change> changes = new ArrayList<>();
        List<Change> mounts = new ArrayList<>();
        for (String path : paths) {
            Tree name = Tree.of(name(scope, path, taken));
            changes.add(new Change.Append(volumes, Tree.field("name", name).with("emptyDir", EMPTY)));
            Tree mount = Tree.field("name", name).with("mountPath", Tree.of(path));
            mounts.add(new Change.Append(scope.own("volumeMounts"), mount));
        }
        mounts.addAll(changes);
        return mounts;
    }

    /** The claims that a StatefulSet makes are volumes, too. */
    private static Set<String> names(ContainerScope scope) {
        Set<String> names = new HashSet<>();
        for (KubeNode volume : scope.workload().pod("volumes").items()) {
            volume.get("name").text().ifPresent(names::add);
        }
        KubeNode claims = scope.workload().manifest().root().get("spec").get("volumeClaimTemplates");
        for (KubeNode claim : claims.items())
            claim.at("metadata", "name").text().ifPresent(names::add);
        return names;
    }

    /** The path as a name; where the pod has several containers, after the container's. */
    private static String name(ContainerScope scope, String path, Set<String> taken) {
        String words =
                path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        boolean alone = scope.pod().containers().size() == 1;
        String readable = alone ? words : scope.container().name() + '-' + words;
        String name = cut(readable, LONGEST);
        for (int i = 2; !taken.add(name); i++) name = cut(readable, LONGEST - 3) + '-' + i;
        return name;
    }

    private static String cut(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length).replaceAll("-$", "");
    }

    private EmptyDirs() {}
}
