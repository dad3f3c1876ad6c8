package dev.leastwise.rule;

import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.HostPaths;
import dev.leastwise.privilege.Privileges.ProcessNamespace;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Volumes;
import dev.leastwise.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container, as far as it can be one user with another.
 *
 * @param finding where its uid is decided, with nothing said yet
 * @param uid empty where only the image tells
 * @param pod the number of its pod in the input
 * @param object what its pods are made from
 * @param processes whose processes it sees, a name within its pod
 * @param folders what it has of volumes that somebody could write
 */
record UidRow(
        Finding finding,
        String container,
        Location place,
        Optional<Long> uid,
        int pod,
        String object,
        String processes,
        boolean userNamespace,
        List<Folder> folders) {

    /** Rows are one only where they are the same: no two are of one container. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /**
     * A folder of a volume.
     *
     * @param volume the volume, under a name that is the same wherever it is the same volume
     * @param path the folder in it
     * @param shown the volume as messages name it
     */
    record Folder(String volume, String path, boolean writable, String shown) {

        boolean overlaps(Folder other) {
            return volume.equals(other.volume)
                    && (writable || other.writable)
                    && (HostPaths.isWithin(path, other.path) || HostPaths.isWithin(other.path, path));
        }
    }

    /** The container's row; none where it cannot be one user with another, or its uid is not known and matters nowhere. */
    static Optional<UidRow> of(Rule rule, ContainerScope scope, int pod, Copies copies) {
        if (scope.container().role() == Role.INIT || scope.isRoot()) return Optional.empty();
        Optional<Long> uid = scope.privileges().user().known();
        if (uid.isEmpty() && !ContainerScope.imageDecides(scope.privileges().user())) return Optional.empty();
        if (uid.isPresent() && scope.settings().of(SharedUid.ALLOWED).contains(uid.get())) return Optional.empty();
        List<Folder> folders = folders(scope, pod);
        if (uid.isEmpty() && folders.isEmpty()) return Optional.empty();
        Findings found = Findings.on(rule, scope.pod());
        found.about(scope.container());
        found.violated(Severity.INFO, scope.inherited("runAsUser"), "");
        found.offer(
                () -> Optional.of(Fix.showOnly("give each container a uid of its own, if its image works under it")));
        List<Finding> drained = found.drained(copies);
        if (drained.isEmpty()) return Optional.empty();
        return Optional.of(new UidRow(
                drained.getFirst(),
                scope.container().name(),
                copies.of(place(scope.container())),
                uid,
                pod,
                copies.of(object(scope.workload().manifest())),
                processes(scope),
                scope.privileges().userNamespace().is(true),
                folders));
    }

    private static Location place(Container container) {
        return container.node().get("absent").location();
    }

    /** The object under its name, so that its variants for several environments are not taken for neighbours. */
    private static String object(Manifest manifest) {
        String name = manifest.name().orElseGet(() -> manifest.root().location().toString());
        return manifest.group()
                + '/'
                + manifest.kind()
                + '/'
                + manifest.namespace().orElse("")
                + '/'
                + name;
    }

    private static String processes(ContainerScope scope) {
        Container container = scope.container();
        if (!(scope.privileges().processNamespace() instanceof Known<ProcessNamespace> known)) return container.name();
        return switch (known.value()) {
            case POD, NODE -> "";
            case TARGET -> container.node().get("targetContainerName").text().orElse(container.name());
            case CONTAINER -> container.name();
        };
    }

    private static List<Folder> folders(ContainerScope scope, int pod) {
        List<Folder> folders = new ArrayList<>();
        for (KubeNode mount : scope.container().node().get("volumeMounts").items()) {
            Optional<String> volume = mount.get("name").text();
            if (volume.isPresent())
                folder(scope.workload(), mount, volume.get(), pod).ifPresent(folders::add);
        }
        return folders;
    }

    private static Optional<Folder> folder(Workload workload, KubeNode mount, String volume, int pod) {
        KubeNode source = Volumes.source(workload, volume);
        boolean writable = Volumes.isWritable(mount, source);
        switch (source.name()) {
            case "configMap", "secret", "downwardAPI", "projected", "image" -> {
                return Optional.empty();
            }
            case "hostPath" -> {
                String path = source.get("path").text().orElse("");
                String shown = "the node's \"" + path + '"';
                return Optional.of(
                        new Folder("node", HostPaths.normalised(HostPaths.shownBy(mount, path)), writable, shown));
            }
            default -> {}
        }
        String folder = HostPaths.normalised(HostPaths.shownBy(mount, "/"));
        Optional<String> claim = source.get("claimName").text();
        if (source.name().equals("persistentVolumeClaim") && claim.isPresent()) {
            String namespace = workload.manifest().namespace().orElse("");
            String key = "claim/" + namespace + '/' + claim.get();
            return Optional.of(new Folder(key, folder, writable, "claim \"" + claim.get() + '"'));
        }
        return Optional.of(new Folder("pod/" + pod + '/' + volume, folder, writable, "volume \"" + volume + '"'));
    }

    /** What both have of one volume, of which one can write; pods made from one object are one program's. */
    Optional<Folder> sharedWith(UidRow other) {
        if (pod != other.pod && object.equals(other.object)) return Optional.empty();
        for (Folder folder : folders) {
            for (Folder others : other.folders) {
                if (folder.overlaps(others)) return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** The container where a line of the pod decides its uid. */
    Related inPod() {
        return new Related(place, "container \"" + container + '"');
    }

    /** The container within the input. */
    String words() {
        String kind = finding.object().kind();
        String name = finding.object().name().map(text -> " \"" + text + '"').orElse("");
        return "container \"" + container + "\" of " + kind + name;
    }
}
