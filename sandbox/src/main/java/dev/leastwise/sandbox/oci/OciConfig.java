package dev.leastwise.sandbox.oci;

import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A container's {@code config.json} (opencontainers/runtime-spec 1.1), as containerd's buildLinuxSpec makes it. */
public final class OciConfig {

    static final String VERSION = "1.0.2";

    private static final String EVERYTHING = "rwm";

    private final ContainerSpec spec;
    private final Privileges privileges;
    private final CapabilitySet bounding;

    private OciConfig(ContainerSpec spec) {
        this.spec = spec;
        this.privileges = spec.privileges();
        this.bounding =
                known(privileges.capabilities()).bounding().and(spec.machine().capabilities());
    }

    /** What a runtime is told of a container. */
    public static String of(ContainerSpec spec) {
        return Json.of(new OciConfig(spec).config());
    }

    /** What a container is granted and does not get on this machine, each in a sentence. */
    public static List<String> lost(Privileges privileges, Resources resources, Machine machine) {
        List<String> lost = new ArrayList<>();
        CapabilitySet missing = bounding(privileges).minus(machine.capabilities());
        // a privileged container gets those that its runtime has
        if (!privileges.privileged().is(true) && !missing.isEmpty()) {
            lost.add("capabilities " + names(missing) + " are not given: this program does not have them itself");
        }
        if (privileges.appArmor() instanceof Known<Profile> profile && isConfined(profile.value())) {
            lost.add("the AppArmor profile " + profile.value() + " is not applied: "
                    + (machine.appArmor() ? "it is not loaded here" : "this kernel has no AppArmor"));
        }
        privileges
                .seLinux()
                .known()
                .filter(OciConfig::isLabel)
                .ifPresent(label -> lost.add("the SELinux label is not applied: "
                        + (machine.seLinux() ? "containers here get none" : "this kernel has no SELinux")));
        if (resources.oomScore() < 0 && !machine.capabilities().contains(Capability.SYS_RESOURCE)) {
            lost.add("the OOM score " + resources.oomScore()
                    + " is not set: this program may not lower its own (CAP_SYS_RESOURCE)");
        }
        return lost;
    }

    /** Whether what RuntimeDefault means is that runtime's own list, not containerd's in its place. */
    public static boolean knowsRuntimeDefault(ContainerRuntime runtime) {
        return runtime == ContainerRuntime.CONTAINERD2 || runtime == ContainerRuntime.CONTAINERD1_7;
    }

    private static CapabilitySet bounding(Privileges privileges) {
        return known(privileges.capabilities()).bounding();
    }

    private static boolean isConfined(Profile profile) {
        return profile.type() == Profile.Type.RUNTIME_DEFAULT || profile.type() == Profile.Type.LOCALHOST;
    }

    private static boolean isLabel(Privileges.SeLinux label) {
        return label.confined() && !label.equals(Privileges.SeLinux.RUNTIME_DEFAULT);
    }

    private static String names(CapabilitySet set) {
        return String.join(", ", set.list().stream().map(Capability::name).toList());
    }

    private static <T> T known(Value<T> value) {
        return value.known().orElseThrow(() -> new IllegalArgumentException("not known: " + value));
    }

    private Map<String, Object> config() {
        return Json.object(
                "ociVersion",
                VERSION,
                "process",
                process(),
                "root",
                Json.object("path", spec.root().toString(), "readonly", known(privileges.readOnlyRootFilesystem())),
                "mounts",
                mounts(),
                "linux",
                linux());
    }

    private Map<String, Object> process() {
        Program program = spec.program();
        List<Object> names = new ArrayList<>();
        for (Capability capability : bounding.list()) names.add(capability.ociName());
        return Json.object(
                "user",
                user(),
                "args",
                program.arguments(),
                "env",
                program.environment(),
                "cwd",
                program.workingDirectory(),
                "capabilities",
                Json.object("bounding", names, "effective", names, "permitted", names),
                "noNewPrivileges",
                known(privileges.noNewPrivileges()),
                "oomScoreAdj",
                oomScore());
    }

    /** The primary group is always among the supplementary ones (containerd pkg/oci WithUser, CVE-2023-25173). */
    private Map<String, Object> user() {
        long group = known(privileges.group());
        Groups groups = known(privileges.supplementalGroups());
        Set<Long> all = new TreeSet<>(groups.declared());
        all.addAll(known(groups.fromImage()));
        all.add(group);
        return Json.object("uid", known(privileges.user()), "gid", group, "additionalGids", List.copyOf(all));
    }

    /** Who may not raise it keeps its own (containerd restrict_oom_score_adj). */
    private int oomScore() {
        boolean any = spec.machine().capabilities().contains(Capability.SYS_RESOURCE);
        return any ? spec.resources().oomScore() : Math.max(0, spec.resources().oomScore());
    }

    private List<Object> mounts() {
        List<Mount> mounts = new ArrayList<>();
        Collection<String> own = new TreeSet<>();
        for (Mount mount : spec.mounts()) own.add(mount.destination());
        for (Mount mount : DefaultMounts.of(known(privileges.privileged()))) {
            boolean hidden = own.contains("/dev") && mount.destination().startsWith("/dev/");
            if (!hidden && !own.contains(mount.destination())) mounts.add(mount);
        }
        mounts.addAll(DefaultMounts.byDepth(spec.mounts()));
        List<Object> objects = new ArrayList<>();
        for (Mount mount : mounts) objects.add(object(mount));
        return objects;
    }

    static Map<String, Object> object(Mount mount) {
        return Json.object(
                "destination",
                mount.destination(),
                "type",
                mount.type(),
                "source",
                mount.source(),
                "options",
                mount.options());
    }

    private Map<String, Object> linux() {
        boolean allDevices = privileges.devices().is(Set.of(Privileges.ALL_DEVICES));
        Map<String, Object> linux = Json.object(
                "namespaces",
                namespaces(),
                "cgroupsPath",
                spec.cgroup(),
                "resources",
                spec.resources().oci(List.of(Json.object("allow", allDevices, "access", EVERYTHING))),
                "maskedPaths",
                masked(),
                "readonlyPaths",
                List.copyOf(new TreeSet<>(known(privileges.readOnlyPaths()))));
        if (allDevices) linux.put("devices", devices());
        propagation().ifPresent(propagation -> linux.put("rootfsPropagation", propagation));
        switch (known(privileges.seccomp()).type()) {
            case RUNTIME_DEFAULT -> linux.put("seccomp", Seccomp.runtimeDefault(spec.runtime(), bounding));
            case LOCALHOST -> linux.put("seccomp", new Json.Raw(spec.localhostProfile()));
            case UNCONFINED, NONE -> {}
        }
        return linux;
    }

    /** What the root file system must be so that mounts on it can be shared (containerd internal/cri/opts WithMounts). */
    private Optional<String> propagation() {
        for (String propagation : List.of("rshared", "rslave")) {
            for (Mount mount : spec.mounts()) {
                if (mount.options().contains(propagation)) return Optional.of(propagation);
            }
        }
        return Optional.empty();
    }

    /** The kubelet masks files of the processors with the others (pkg/securitycontext/util.go). */
    private List<String> masked() {
        Set<String> masked = new TreeSet<>(known(privileges.maskedPaths()));
        if (!masked.isEmpty()) masked.addAll(spec.machine().thermalFiles());
        return List.copyOf(masked);
    }

    private List<Object> devices() {
        List<Object> devices = new ArrayList<>();
        for (Device device : spec.hostDevices()) {
            devices.add(Json.object(
                    "path",
                    device.path(),
                    "type",
                    device.type(),
                    "major",
                    device.major(),
                    "minor",
                    device.minor(),
                    "fileMode",
                    device.mode(),
                    "uid",
                    device.uid(),
                    "gid",
                    device.gid()));
        }
        return devices;
    }

    /** The pod's are joined; a container's own are made anew. */
    private List<Object> namespaces() {
        Sandbox sandbox = spec.sandbox();
        List<Object> namespaces = new ArrayList<>();
        namespaces.add(Json.object("type", "mount"));
        if (known(privileges.processNamespace()) == ProcessNamespace.CONTAINER) {
            namespaces.add(Json.object("type", "pid"));
        } else {
            namespaces.add(Json.object("type", "pid", "path", sandbox.namespace("pid")));
        }
        namespaces.add(Json.object("type", "network", "path", sandbox.namespace("net")));
        namespaces.add(Json.object("type", "ipc", "path", sandbox.namespace("ipc")));
        namespaces.add(Json.object("type", "uts", "path", sandbox.namespace("uts")));
        if (spec.machine().unified() && !known(privileges.privileged())) {
            namespaces.add(Json.object("type", "cgroup"));
        }
        return namespaces;
    }
}
