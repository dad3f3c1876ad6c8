package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import java.util.Optional;

/** What decided a value. */
public sealed interface Origin {

    /** A line of the manifest. */
    record Manifest(KubeNode node) implements Origin {}

    /** The image's configuration or files. */
    record Image(String field) implements Origin {}

    /** The default of the runtime, kubelet or API server, in words such as {@code containerd 2 grants 14 capabilities}. */
    record TargetDefault(String what) implements Origin {}

    /**
     * Another setting that leaves no choice.
     *
     * @param by the setting, such as {@code privileged}
     * @param setting where it stands
     * @param overrides the line that it makes void, if one is written
     */
    record Forced(String by, KubeNode setting, Optional<KubeNode> overrides) implements Origin {}
}
