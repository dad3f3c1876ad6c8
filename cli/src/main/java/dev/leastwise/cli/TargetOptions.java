package dev.leastwise.cli;

import dev.leastwise.config.Configurations;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Target.Lsm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that say where a workload is to run. */
final class TargetOptions {

    static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.value("target", "RUNTIME", "containerd2 (default), containerd1.7, cri-o or podman")
                    .of(Values.of(runtimes())),
            OptionSpec.value("kubernetes", "VERSION", "v1.25 to v1.37 (default)")
                    .of(Values.of(versions(Target.OLDEST_KUBERNETES))),
            OptionSpec.flag("seccomp-default", "the kubelet gives RuntimeDefault where no seccomp profile is named"),
            OptionSpec.value("lsm", "MODULE", "the hosts' security module: apparmor, selinux or none")
                    .of(Values.of(modules())));

    private static List<String> runtimes() {
        List<String> ids = new ArrayList<>();
        for (ContainerRuntime runtime : ContainerRuntime.values()) ids.add(runtime.id());
        return ids;
    }

    /** Versions of Kubernetes, the newest first. */
    static List<String> versions(int oldest) {
        List<String> versions = new ArrayList<>();
        for (int minor = Target.NEWEST_KUBERNETES; minor >= oldest; minor--) versions.add("v1." + minor);
        return versions;
    }

    private static List<String> modules() {
        List<String> ids = new ArrayList<>();
        for (Lsm lsm : Lsm.values()) ids.add(lsm.id());
        return ids;
    }

    /** The target, as the command line says, or else a configuration. */
    static Target read(Arguments arguments, Optional<Configurations> configurations) {
        Optional<ContainerRuntime> runtime = arguments.value("target").map(TargetOptions::runtime);
        if (runtime.isEmpty() && configurations.isPresent())
            runtime = configurations.get().target();
        Optional<Integer> kubernetes = arguments.value("kubernetes").map(TargetOptions::kubernetes);
        if (kubernetes.isEmpty() && configurations.isPresent())
            kubernetes = configurations.get().kubernetes();
        return new Target(
                runtime.orElse(Target.DEFAULT.runtime()),
                kubernetes.orElse(Target.NEWEST_KUBERNETES),
                arguments.has("seccomp-default"),
                arguments.value("lsm").map(TargetOptions::lsm));
    }

    private static ContainerRuntime runtime(String id) {
        return ContainerRuntime.of(id)
                .orElseThrow(() -> new UsageError(
                        "--target \"" + id + "\" is no runtime; use containerd2, containerd1.7, cri-o or podman"));
    }

    private static int kubernetes(String version) {
        return Target.kubernetes(version)
                .orElseThrow(() -> new UsageError("--kubernetes \"" + version + "\" is not known; use v1."
                        + Target.OLDEST_KUBERNETES + " to v1." + Target.NEWEST_KUBERNETES));
    }

    private static Lsm lsm(String id) {
        for (Lsm lsm : Lsm.values()) {
            if (lsm.id().equals(id)) return lsm;
        }
        throw new UsageError("--lsm \"" + id + "\" is no security module; use apparmor, selinux or none");
    }

    private TargetOptions() {}
}
