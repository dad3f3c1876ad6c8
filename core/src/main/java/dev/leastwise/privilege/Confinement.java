package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Target.Lsm;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.Optional;
import java.util.Set;

/** What holds a process back besides its capabilities: no_new_privs, seccomp, security modules, hidden files of /proc. */
final class Confinement {

    /** The files that the kubelet has masked (kubernetes pkg/securitycontext/util.go defaultMaskedPaths). */
    private static final Set<String> MASKED_PATHS = Set.of(
            "/proc/asound",
            "/proc/acpi",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");

    private static final Set<String> READ_ONLY_PATHS =
            Set.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private static final int PROC_MOUNT_SINCE = 33;

    private final Granting granting;

    Confinement(Granting granting) {
        this.granting = granting;
    }

    /** Neither privileged nor SYS_ADMIN plays a part here (kubernetes pkg/securitycontext AddNoNewPrivileges). */
    Value<Boolean> noNewPrivileges() {
        KubeNode escalation = granting.container().setting("allowPrivilegeEscalation");
        if (!escalation.exists()) {
            return granting.absent(false, "allowPrivilegeEscalation is true where it is not set");
        }
        return Granting.manifest(escalation, node -> node.bool().map(allowed -> !allowed));
    }

    Value<Profile> seccomp() {
        KubeNode field = granting.inherited("seccompProfile");
        Optional<KubeNode> privileged = granting.privileged();
        if (privileged.isPresent()) {
            return Granting.forced(Profile.of(Profile.Type.UNCONFINED), "privileged", privileged.get(), field);
        }
        if (field.exists()) return Granting.manifest(field, Profile::written);
        if (granting.target().kubernetes() < ProfileAnnotations.SECCOMP_GONE) {
            KubeNode own = annotation(
                    ProfileAnnotations.SECCOMP_CONTAINER + granting.container().name());
            KubeNode annotation = own.exists() ? own : annotation(ProfileAnnotations.SECCOMP_POD);
            if (annotation.exists()) return Granting.manifest(annotation, ProfileAnnotations::profile);
        }
        if (granting.target().seccompDefault()) {
            return granting.absent(Profile.of(Profile.Type.RUNTIME_DEFAULT), "the kubelet's seccompDefault");
        }
        return granting.absent(
                Profile.of(Profile.Type.UNCONFINED), "no profile where none is set (kubelet seccompDefault is off)");
    }

    /** Container field, container annotation, pod field (kubernetes pkg/security/apparmor/helpers.go GetProfile). */
    Value<Profile> appArmor() {
        KubeNode requested = requestedAppArmor();
        Optional<KubeNode> privileged = granting.privileged();
        Optional<Profile> profile =
                requested.isMapping() ? Profile.written(requested) : ProfileAnnotations.profile(requested);
        boolean localhost =
                profile.filter(p -> p.type() == Profile.Type.LOCALHOST).isPresent();
        if (privileged.isPresent() && !localhost) {
            return Granting.forced(Profile.of(Profile.Type.UNCONFINED), "privileged", privileged.get(), requested);
        }
        if (requested.exists()) {
            return Granting.manifest(requested, node -> profile);
        }
        Optional<Lsm> lsm = granting.target().lsm();
        if (lsm.isEmpty()) return new Unknown<>(Missing.lsm());
        return lsm.get() == Lsm.APPARMOR
                ? granting.absent(Profile.of(Profile.Type.RUNTIME_DEFAULT), "the runtime's default profile")
                : granting.absent(Profile.of(Profile.Type.NONE), "the host has no AppArmor");
    }

    private KubeNode requestedAppArmor() {
        KubeNode own = granting.container().setting("appArmorProfile");
        boolean fields = granting.target().kubernetes() >= ProfileAnnotations.APPARMOR_FIELD_SINCE;
        if (own.exists() && fields) return own;
        KubeNode annotation =
                annotation(ProfileAnnotations.APPARMOR + granting.container().name());
        boolean namesNone = annotation.text().filter(String::isEmpty).isPresent();
        if (!fields || (annotation.exists() && !namesNone)) return annotation;
        return granting.workload().podSetting("appArmorProfile");
    }

    /**
     * The container's options replace the pod's as a whole; nothing is merged field by field. A privileged container has
     * no label, whatever they say (containerd internal/cri/server/container_create.go).
     */
    Value<SeLinux> seLinux() {
        KubeNode options = granting.inherited("seLinuxOptions");
        Optional<KubeNode> privileged = granting.privileged();
        if (privileged.isPresent()) {
            return Granting.forced(SeLinux.NONE, "privileged", privileged.get(), options);
        }
        if (!options.exists()) return granting.absent(SeLinux.RUNTIME_DEFAULT, "the runtime chooses the label");
        SeLinux label = new SeLinux(
                options.get("user").text().orElse(""),
                options.get("role").text().orElse(""),
                options.get("type").text().orElse(""),
                options.get("level").text().orElse(""));
        return new Known<>(label, new Origin.Manifest(options));
    }

    Value<Set<String>> maskedPaths() {
        return procPaths(MASKED_PATHS, "the kubelet's masked paths");
    }

    Value<Set<String>> readOnlyPaths() {
        return procPaths(READ_ONLY_PATHS, "the kubelet's read-only paths");
    }

    /** Before v1.33 the feature gate is off and the API server makes procMount Default without a word (pkg/api/pod/util.go). */
    private Value<Set<String>> procPaths(Set<String> defaults, String what) {
        KubeNode procMount = granting.container().setting("procMount");
        Optional<KubeNode> privileged = granting.privileged();
        if (privileged.isPresent()) return Granting.forced(Set.of(), "privileged", privileged.get(), procMount);
        if (!procMount.exists()) return granting.absent(defaults, what);
        if (granting.target().kubernetes() < PROC_MOUNT_SINCE) {
            return new Known<>(
                    defaults,
                    new Origin.TargetDefault("procMount is Default before v1.33, whose feature gate is on by default"));
        }
        boolean unmasked = procMount.text().filter("Unmasked"::equals).isPresent();
        return new Known<>(unmasked ? Set.of() : defaults, new Origin.Manifest(procMount));
    }

    private KubeNode annotation(String name) {
        return granting.workload().podMetadata().get("annotations").get(name);
    }
}
