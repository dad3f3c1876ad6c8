package dev.leastwise.kube;

import java.util.Optional;

/**
 * A container of a workload.
 *
 * @param name its name; where none is written, the one that its controller gives it, or its path
 */
public record Container(String name, Role role, KubeNode node) {

    public KubeNode securityContext() {
        return node.get("securityContext");
    }

    /** A field of its security context. */
    public KubeNode setting(String field) {
        return securityContext().get(field);
    }

    public Optional<String> image() {
        return node.get("image").text();
    }

    /** What it mounts at exactly that path. */
    public Optional<KubeNode> mountAt(String path) {
        for (KubeNode mount : node.get("volumeMounts").items()) {
            if (mount.get("mountPath").text().filter(path::equals).isPresent()) return Optional.of(mount);
        }
        return Optional.empty();
    }

    /** Whether it only changes a container that stands elsewhere: what it leaves out is not known here. */
    public boolean partial() {
        return !node.get("image").exists();
    }
}
