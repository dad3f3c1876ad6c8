package dev.leastwise.sandbox.runtime;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.sandbox.pod.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the API server refuses of a container's mounts (kubernetes pkg/apis/core/validation ValidateVolumeMounts). */
final class MountRefusals {

    private final KubeNode mounts;
    private final Set<String> volumes = new HashSet<>();
    private final Set<String> places = new HashSet<>();

    private MountRefusals(Workload workload, Container container) {
        this.mounts = container.node().get("volumeMounts");
        for (KubeNode volume : workload.pod("volumes").items()) volumes.add(text(volume, "name"));
    }

    static void check(Workload workload, Container container) {
        MountRefusals refusals = new MountRefusals(workload, container);
        for (KubeNode mount : refusals.mounts.items()) refusals.check(mount);
    }

    private void check(KubeNode mount) {
        String name = text(mount, "name");
        if (!volumes.contains(name)) {
            throw refused(mount, mount.path() + ".name: Not found: \"" + name + '"', "add it to volumes");
        }
        String place = text(mount, "mountPath");
        if (place.isEmpty())
            throw refused(mount, mount.path() + ".mountPath: Required value", "say where it is mounted");
        if (!places.add(place)) {
            throw refused(mount, invalid(mount.path() + ".mountPath", place, "must be unique"), "mount it elsewhere");
        }
        String expression = text(mount, "subPathExpr");
        if (!expression.isEmpty() && !text(mount, "subPath").isEmpty()) {
            String words = "subPathExpr and subPath are mutually exclusive";
            throw refused(mount, invalid(mount.path() + ".subPathExpr", expression, words), "take one of them out");
        }
        checkPart(mount, "subPath");
        checkPart(mount, "subPathExpr");
    }

    /** The server does not say which mount it is. */
    private void checkPart(KubeNode mount, String field) {
        String part = text(mount, field);
        String place = mounts.path() + '.' + field;
        if (part.startsWith("/")) {
            throw refused(
                    mount.get(field), invalid(place, part, "must be a relative path"), "write it without the slash");
        }
        if (List.of(part.split("/", -1)).contains("..")) {
            throw refused(mount.get(field), invalid(place, part, "must not contain '..'"), "name a part of the volume");
        }
    }

    private static String text(KubeNode node, String field) {
        return node.get(field).text().orElse("");
    }

    private static String invalid(String path, String value, String words) {
        return path + ": Invalid value: \"" + value + "\": " + words;
    }

    private static Refused refused(KubeNode at, String words, String remedy) {
        return new Refused(at, "the API server refuses the pod: " + words, remedy);
    }
}
