package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Forbidden;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.DropAll;
import dev.leastwise.rule.PodScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a pod comes to be what the controls of a standard allow. As the standard was asked for, what it forbids goes, be it
 * that the program may miss it; what has to stand in its place only a person can say.
 */
final class ControlFixes {

    /** What mends a setting, or a list of which some items are forbidden. */
    record Remedy(KubeNode at, Fix fix) {}

    private final PodScope pod;
    private final Map<String, Forbidden> forbidden;
    private final Map<String, Fix> addedByList = new HashMap<>();

    /**
     * Those of a pod.
     *
     * @param forbidden what a standard has against it
     */
    ControlFixes(PodScope pod, Map<String, Forbidden> forbidden) {
        this.pod = pod;
        this.forbidden = forbidden;
    }

    /** The remedies for what one of the controls forbids. */
    List<Remedy> of(String control) {
        Collection<KubeNode> places = places(control);
        return switch (control) {
            case "allowPrivilegeEscalation" -> each(places, "allowPrivilegeEscalation", this::escalation);
            case "appArmorProfile" -> appArmor(places);
            case "capabilities_baseline", "capabilities_restricted" -> capabilities(places);
            case "hostNamespaces" -> each(places, ControlFixes::hostNamespace);
            case "hostPathVolumes", "restrictedVolumes" -> volumes(places);
            case "hostPorts" -> each(places, ControlFixes::hostPort);
            case "hostProbesAndHostLifecycle" -> each(places, "host", ControlFixes::probeHost);
            case "privileged" -> each(places, "privileged", this::privileged);
            case "procMount", "procMount_restricted" -> each(places, "procMount", ControlFixes::procMount);
            case "runAsNonRoot" -> each(places, "runAsNonRoot", new NonRootFixes(pod)::ofFlag);
            case "runAsUser" -> each(places, "runAsUser", new NonRootFixes(pod)::ofUser);
            case "seLinuxOptions" -> each(places, this::seLinux);
            case "seccompProfile_baseline", "seccompProfile_restricted" -> each(places, this::seccomp);
            case "sysctls" -> sysctls(places);
            case "windowsHostProcess" -> each(places, "hostProcess", ControlFixes::hostProcess);
            default -> throw new IllegalArgumentException("there is no control " + control);
        };
    }

    /** Each of the settings that a control is about once. */
    private Collection<KubeNode> places(String control) {
        Map<String, KubeNode> places = new LinkedHashMap<>();
        if (!forbidden.containsKey(control)) return List.of();
        for (KubeNode place : forbidden.get(control).places()) places.putIfAbsent(place.path(), place);
        return places.values();
    }

    private static List<Remedy> each(Collection<KubeNode> places, Function<KubeNode, Fix> fix) {
        return places.stream().map(place -> new Remedy(place, fix.apply(place))).toList();
    }

    /** The same of a field of that name. In its place a control names what stands where a mapping belongs. */
    private static List<Remedy> each(Collection<KubeNode> places, String field, Function<KubeNode, Fix> fix) {
        return each(places, place -> place.name().equals(field) ? fix.apply(place) : mistyped(place));
    }

    private static Fix mistyped(KubeNode place) {
        return Fix.showOnly("give \"" + place.path() + "\" the type that it must have: no API server takes the object");
    }

    private static Fix removing(String title, KubeNode place) {
        return Fix.needsTest(title, new Change.Remove(place.fieldPath()));
    }

    /** Before v1.25 the controls ask of Windows what its API server refuses. */
    private Fix ofLinux(Function<KubeNode, Fix> fix, KubeNode place) {
        return pod.isWindows()
                ? Fix.showOnly("ask for a version since v1.25, or leave Windows: its pods have no such setting")
                : fix.apply(place);
    }

    private Fix escalation(KubeNode place) {
        return ofLinux(this::noEscalation, place);
    }

    /** The API server refuses it beside privileged and CAP_SYS_ADMIN (pkg/apis/core/validation ValidateSecurityContext). */
    private Fix noEscalation(KubeNode place) {
        ContainerScope scope = pod.containerAround(place).orElseThrow();
        List<Change> changes = new ArrayList<>();
        KubeNode privileged = scope.container().setting("privileged");
        if (privileged.exists() && !privileged.isFalse())
            changes.addAll(privileged(privileged).changes());
        KubeNode add = scope.container().setting("capabilities").get("add");
        if (add.texts().contains("SYS_ADMIN") || add.texts().contains("CAP_SYS_ADMIN")) {
            changes.addAll(withoutAdded(add));
        }
        changes.add(scope.set("allowPrivilegeEscalation", Tree.of(false)));
        return new Fix(Safety.NEEDS_TEST, "forbid programs to gain privileges", changes);
    }

    /** Only privileged containers may hand on mounts (pkg/apis/core/validation validateMountPropagation). */
    private Fix privileged(KubeNode place) {
        ContainerScope scope = pod.containerAround(place).orElseThrow();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Set(place.fieldPath(), Tree.of(false)));
        for (KubeNode mount : scope.container().node().get("volumeMounts").items()) {
            KubeNode propagation = mount.get("mountPropagation");
            if (propagation.text().filter("Bidirectional"::equals).isPresent()) {
                changes.add(new Change.Remove(propagation.fieldPath()));
            }
        }
        return new Fix(Safety.NEEDS_TEST, "take its privileges from a container", changes);
    }

    private static Fix procMount(KubeNode place) {
        return Fix.needsTest(
                "hide of /proc what runtimes hide by default", new Change.Set(place.fieldPath(), Tree.of("Default")));
    }

    private static Fix hostNamespace(KubeNode place) {
        String what = switch (place.name()) {
            case "hostNetwork" -> "network";
            case "hostPID" -> "processes";
            default -> "IPC";
        };
        return removing("keep the pod to " + what + " of its own", place);
    }

    private static Fix hostPort(KubeNode place) {
        return switch (place.name()) {
            case "hostNetwork" -> hostNamespace(place);
            case "hostPort" -> {
                KubeNode address = place.parent().get("hostIP");
                Change port = new Change.Remove(place.fieldPath());
                String title = "take no port of the node";
                yield address.written()
                        ? Fix.needsTest(title, port, new Change.Remove(address.fieldPath()))
                        : Fix.needsTest(title, port);
            }
            default -> mistyped(place);
        };
    }

    private static Fix probeHost(KubeNode place) {
        return removing("let the kubelet ask the pod itself, not a host", place);
    }

    private static Fix hostProcess(KubeNode place) {
        return Fix.showOnly("run it in a container, without hostProcess, if it is no program of the node");
    }

    private static List<Remedy> appArmor(Collection<KubeNode> places) {
        String title = "leave it to the profile that runtimes have by default";
        return each(places, place -> {
            if (isAnnotation(place)) return removing(title, place);
            KubeNode profile = place.parent();
            boolean field = place.name().equals("type") && profile.name().equals("appArmorProfile");
            return field ? removing(title, profile) : mistyped(place);
        });
    }

    private static boolean isAnnotation(KubeNode place) {
        return place.parent().name().equals("annotations");
    }

    private Fix seccomp(KubeNode place) {
        String title = "filter system calls as the runtime does by default";
        if (isAnnotation(place)) return removing(title, place);
        KubeNode profile = place.parent();
        if (!place.name().equals("type") || !profile.name().equals("seccompProfile")) return mistyped(place);
        return ofLinux(
                type -> Fix.needsTest(
                        title,
                        new Change.Set(
                                profile.exists() ? profile.fieldPath() : missing("seccompProfile", profile),
                                Tree.field("type", Tree.of("RuntimeDefault")))),
                place);
    }

    /** Where to set what a container lacks: in the pod, where that can have it, and containers with their own keep theirs. */
    private FieldPath missing(String field, KubeNode own) {
        boolean ofPod = pod.isWhole();
        return ofPod
                ? pod.workload().podSpec().get("securityContext").get(field).fieldPath()
                : own.fieldPath();
    }

    private List<Remedy> capabilities(Collection<KubeNode> places) {
        List<Remedy> remedies = new ArrayList<>();
        for (KubeNode place : places) {
            if (!place.parent().isSequence()) remedies.add(new Remedy(place, drop(place)));
        }
        remedies.addAll(added(places));
        return remedies;
    }

    private static List<Remedy> added(Collection<KubeNode> places) {
        List<KubeNode> items =
                places.stream().filter(place -> place.parent().isSequence()).toList();
        return withoutItems(items, some -> "add no " + listed(some, item -> item));
    }

    /** What takes the forbidden ones out of a list of capabilities. */
    private List<Change> withoutAdded(KubeNode add) {
        if (addedByList.isEmpty()) {
            for (String control : List.of("capabilities_baseline", "capabilities_restricted")) {
                for (Remedy remedy : added(places(control))) addedByList.put(remedy.at.path(), remedy.fix);
            }
        }
        Optional<Fix> fix = Optional.ofNullable(addedByList.get(add.path()));
        return fix.map(Fix::changes).orElse(List.of());
    }

    private Fix drop(KubeNode place) {
        if (!place.name().equals("drop")) return mistyped(place);
        return ofLinux(this::dropAll, place);
    }

    private Fix dropAll(KubeNode drop) {
        for (KubeNode item : drop.items()) {
            if (item.text().filter("ALL"::equalsIgnoreCase).isPresent()) {
                return Fix.safe("write ALL in capitals", new Change.Set(item.fieldPath(), Tree.of("ALL")));
            }
        }
        ContainerScope scope = pod.containerAround(drop).orElseThrow();
        CapabilitySet bounding = scope.privileges()
                .capabilities()
                .known()
                .map(Capabilities::bounding)
                .orElse(CapabilitySet.NONE);
        return DropAll.fix(scope, bounding);
    }

    private static List<Remedy> sysctls(Collection<KubeNode> places) {
        List<Remedy> remedies = new ArrayList<>();
        List<KubeNode> entries = new ArrayList<>();
        for (KubeNode place : places) {
            boolean named =
                    place.name().equals("name") && place.parent().parent().isSequence();
            if (named) entries.add(place.parent());
            else remedies.add(new Remedy(place, mistyped(place)));
        }
        remedies.addAll(withoutItems(
                entries, items -> "leave " + listed(items, item -> item.get("name")) + " as the kernel has it"));
        return remedies;
    }

    /** A volume that nothing mounts is nobody's loss; what others hold only a person can put elsewhere. */
    private List<Remedy> volumes(Collection<KubeNode> places) {
        Set<String> mounted = new HashSet<>();
        for (ContainerScope scope : pod.containers()) {
            for (KubeNode mount : scope.container().node().get("volumeMounts").items())
                mount.get("name").text().ifPresent(mounted::add);
        }
        List<Remedy> remedies = new ArrayList<>();
        List<KubeNode> unused = new ArrayList<>();
        for (KubeNode source : places) {
            KubeNode volume = source.parent();
            Optional<String> name = volume.get("name").text();
            if (pod.isWhole()
                    && name.isPresent()
                    && !mounted.contains(name.get())
                    && volume.parent().isSequence()) {
                unused.add(volume);
            } else {
                remedies.add(new Remedy(source, name.isPresent() ? volume(name.get(), source) : mistyped(source)));
            }
        }
        remedies.addAll(withoutItems(
                unused, items -> "leave out " + listed(items, item -> item.get("name")) + ", which nothing mounts"));
        return remedies;
    }

    private static Fix volume(String name, KubeNode source) {
        String path = source.get("path").text().map(text -> " (" + text + ")").orElse("");
        return Fix.showOnly("keep what is in volume \"" + name + "\" elsewhere than in " + source.name() + path
                + ", such as an emptyDir, a configMap or a persistentVolumeClaim, or do without");
    }

    /** What another user or role of SELinux may do only the policy of the node tells. */
    private Fix seLinux(KubeNode place) {
        KubeNode options = place.parent();
        if (!options.name().equals("seLinuxOptions")) return mistyped(place);
        if (place.name().equals("type")) {
            return Fix.needsTest(
                    "give it the type that containers have", new Change.Set(place.fieldPath(), Tree.of("container_t")));
        }
        boolean confines = pod.containers().stream()
                .filter(scope -> scope.inherited("seLinuxOptions").path().equals(options.path()))
                .anyMatch(scope -> !(scope.privileges().seLinux() instanceof Known<SeLinux> label)
                        || label.value().confined());
        return confines
                ? Fix.showOnly("leave the " + place.name() + " of seLinuxOptions to the runtime, if the policy of the"
                        + " nodes grants no more to what that chooses")
                : removing("leave the " + place.name() + " of seLinuxOptions to the runtime", place);
    }

    /** Lists without some of their items: each list at once, and gone where it had no others. */
    private static List<Remedy> withoutItems(List<KubeNode> items, Function<List<KubeNode>, String> title) {
        Map<String, List<KubeNode>> lists = new LinkedHashMap<>();
        for (KubeNode item : items)
            lists.computeIfAbsent(item.parent().path(), path -> new ArrayList<>())
                    .add(item);
        List<Remedy> remedies = new ArrayList<>();
        for (List<KubeNode> some : lists.values()) {
            KubeNode list = some.getFirst().parent();
            List<Change> changes = some.size() == list.items().size()
                    ? List.of(new Change.Remove(list.fieldPath()))
                    : some.reversed().stream()
                            .<Change>map(item -> new Change.Remove(item.fieldPath()))
                            .toList();
            remedies.add(new Remedy(list, new Fix(Safety.NEEDS_TEST, title.apply(some), changes)));
        }
        return remedies;
    }

    private static String listed(List<KubeNode> items, Function<KubeNode, KubeNode> name) {
        return items.stream()
                .map(item -> name.apply(item).text().orElse(""))
                .distinct()
                .collect(Collectors.joining("\", \"", "\"", "\""));
    }
}
