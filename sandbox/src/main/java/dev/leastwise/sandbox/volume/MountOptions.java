package dev.leastwise.sandbox.volume;

import dev.leastwise.kube.KubeNode;

/** What a mount's fields are as options of mount(8) (containerd internal/cri/opts withMounts). */
final class MountOptions {

    static final String PRIVATE = "rprivate";

    static String propagation(KubeNode mount) {
        return switch (mount.get("mountPropagation").text().orElse("None")) {
            case "None" -> PRIVATE;
            case "HostToContainer" -> "rslave";
            case "Bidirectional" -> "rshared";
            case String other ->
                throw new Failure("invalid MountPropagation mode: \"" + other + '"', "use None or HostToContainer");
        };
    }

    /** Whether it can be written (kubernetes pkg/kubelet/kubelet_pods.go resolveRecursiveReadOnly). */
    static String access(KubeNode mount, boolean volumeReadOnly) {
        boolean readOnly = mount.get("readOnly").isTrue();
        String recursive = mount.get("recursiveReadOnly").text().orElse("Disabled");
        if (recursive.equals("Disabled")) return readOnly || volumeReadOnly ? "ro" : "rw";
        String volume = "failed to resolve recursive read-only mode: volume \""
                + mount.get("name").text().orElse("") + "\" requested recursive read-only mode, but it is not ";
        if (!readOnly) throw new Failure(volume + "read-only", "set readOnly, too");
        if (!propagation(mount).equals(PRIVATE)) {
            String propagation = mount.get("mountPropagation").text().orElse("");
            throw new Failure(volume + "compatible with propagation \"" + propagation + '"', "remove one of them");
        }
        if (recursive.equals("IfPossible") || recursive.equals("Enabled")) return "rro";
        throw new Failure(
                "failed to resolve recursive read-only mode: unknown recursive read-only mode \"" + recursive + '"',
                "use Disabled, IfPossible or Enabled");
    }

    private MountOptions() {}
}
