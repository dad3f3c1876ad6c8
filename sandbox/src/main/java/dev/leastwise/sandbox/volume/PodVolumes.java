package dev.leastwise.sandbox.volume;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Volumes;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import dev.leastwise.sandbox.linux.Mounts;
import dev.leastwise.sandbox.oci.Mount;
import dev.leastwise.sandbox.pod.Environment;
import dev.leastwise.sandbox.pod.Pod;
import dev.leastwise.sandbox.pod.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The volumes of a pod, as the kubelet makes them (kubernetes pkg/volume, pkg/kubelet/kubelet_pods.go makeMounts). What goes
 * with the run lies in its folder. fsGroupChangePolicy holds for claims alone, and theirs are always new.
 */
public final class PodVolumes {

    /**
     * What volumes may use beside the run's folder.
     *
     * @param hostAccess whether paths of this machine
     * @param images the files of an image that a manifest names
     */
    public record Given(boolean hostAccess, Function<String, Optional<Path>> images) {}

    /**
     * One that is made.
     *
     * @param readOnly whether no container may write it, whatever its mount says
     */
    private record Made(Path path, boolean readOnly) {}

    private static final String CHANGE_VOLUME = "use another kind of volume";

    private final Pod pod;
    private final Path folder;
    private final Given given;
    private final OptionalLong group;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Made> volumes = new LinkedHashMap<>();
    private int parts;

    private PodVolumes(Pod pod, Path folder, Given given) {
        this.pod = pod;
        this.folder = folder;
        this.given = given;
        Optional<Long> fsGroup = pod.workload().podSetting("fsGroup").integer();
        this.group = fsGroup.isPresent() ? OptionalLong.of(fsGroup.get()) : OptionalLong.empty();
    }

    /**
     * Makes those that a container mounts.
     *
     * @param folder an empty folder of the run's
     */
    public static PodVolumes make(Pod pod, Path folder, Given given) throws IOException {
        PodVolumes volumes = new PodVolumes(pod, folder, given);
        try (Folder all = Folder.open(folder)) {
            for (String name : volumes.used()) volumes.make(name, all);
        }
        return volumes;
    }

    /** What pods have of them in a cluster, and not here. */
    public List<String> notes() {
        return notes;
    }

    private Set<String> used() {
        Set<String> names = new LinkedHashSet<>();
        for (Container container : pod.workload().containers()) {
            for (KubeNode mount : container.node().get("volumeMounts").items()) {
                mount.get("name").text().ifPresent(names::add);
            }
        }
        return names;
    }

    private void make(String name, Folder all) throws IOException {
        KubeNode source = Volumes.source(pod.workload(), name);
        if (source.name().equals("persistentVolumeClaim") && !source.exists() && !isClaimTemplate(name)) return;
        try {
            volumes.put(name, made(name, source, all));
        } catch (Failure e) {
            String words = "MountVolume.SetUp failed for volume \"" + name + "\" : " + e.words();
            throw new Refused(source, words, e.remedy());
        }
    }

    private boolean isClaimTemplate(String name) {
        for (KubeNode template : pod.workload()
                .manifest()
                .root()
                .at("spec", "volumeClaimTemplates")
                .items()) {
            if (template.at("metadata", "name").text().filter(name::equals).isPresent()) return true;
        }
        return false;
    }

    private Made made(String name, KubeNode source, Folder all) throws IOException {
        return switch (source.name()) {
            case "emptyDir" -> new Made(emptyDir(name, source, all), false);
            case "configMap" -> files(name, source, all, false);
            case "secret", "projected", "downwardAPI" -> files(name, source, all, true);
            case "hostPath" -> new Made(hostPath(name, source), false);
            case "image" -> new Made(image(source), true);
            case "persistentVolumeClaim", "ephemeral" ->
                new Made(claim(name, all), source.get("readOnly").isTrue());
            default ->
                throw new Refused(
                        source, "volume \"" + name + "\": a " + source.name() + " cannot be had here", CHANGE_VOLUME);
        };
    }

    private Path emptyDir(String name, KubeNode source, Folder all) throws LinuxError {
        String medium = source.get("medium").text().orElse("");
        if (!medium.isEmpty() && !medium.equals("Memory")) {
            if (medium.startsWith("HugePages")) {
                throw new Refused(source, "volume \"" + name + "\": huge pages cannot be had here", CHANGE_VOLUME);
            }
            throw new Failure("unknown storage medium \"" + medium + '"', "use Memory, or none");
        }
        if (medium.isEmpty() && source.get("sizeLimit").exists()) {
            notes.add("volume \"" + name + "\": nothing evicts the pod here when it grows beyond its sizeLimit");
        }
        Path path = folder(all, !medium.isEmpty(), source);
        if (group.isPresent()) {
            try (Folder made = Folder.open(path)) {
                GroupOwnership.give(made, group.getAsLong(), false);
            }
        }
        return path;
    }

    /** A new folder that anybody may write; one in memory has the sticky bit that the kernel gives to those. */
    private Path folder(Folder all, boolean inMemory, KubeNode source) throws LinuxError {
        String name = "volume-" + volumes.size();
        all.makeFolder(name, 0777);
        Path path = folder.resolve(name);
        if (!inMemory) return path;
        String size = "size=" + MemoryLimit.of(pod, source);
        try {
            Mounts.mount("tmpfs", path, 0, size + ",noswap");
        } catch (LinuxError e) {
            // kernels before 6.4 know no noswap, and the kubelet does without it there, too
            if (!e.isUnsupported()) throw e;
            Mounts.mount("tmpfs", path, 0, size);
        }
        return path;
    }

    private Made files(String name, KubeNode source, Folder all, boolean inMemory) throws LinuxError {
        Map<String, Projection> files = Projections.of(pod, name, source, notes);
        Path path = folder(all, inMemory, source.get("none"));
        try (Folder made = Folder.open(path)) {
            if (group.isPresent()) GroupOwnership.give(made, group.getAsLong(), false);
            for (String nested : NestedMounts.of(pod.workload(), name)) makeFolders(made, nested);
            AtomicFolder.fill(made, files, group);
        }
        return new Made(path, true);
    }

    private static void makeFolders(Folder folder, String path) throws LinuxError {
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        if (folder.status(first).isEmpty()) folder.makeFolder(first, 0755);
        if (slash < 0) return;
        try (Folder inner = folder.child(first)) {
            makeFolders(inner, path.substring(slash + 1));
        }
    }

    private Path hostPath(String name, KubeNode source) throws IOException {
        if (!given.hostAccess()) {
            String path = source.get("path").text().orElse("");
            throw new Refused(
                    source,
                    "volume \"" + name + "\" is the path " + path + " of this machine",
                    "allow that: --allow-host-access");
        }
        return HostPath.of(name, source, notes);
    }

    private Path image(KubeNode source) {
        String reference = source.get("reference").text().orElse("");
        return given.images()
                .apply(reference)
                .orElseThrow(() ->
                        new Failure("image \"" + reference + "\" is not here", "--image " + reference + "=OCI-LAYOUT"));
    }

    private Path claim(String name, Folder all) throws LinuxError {
        notes.add("volume \"" + name + "\": its claim is a folder here that begins empty and goes with the run");
        String made = "volume-" + volumes.size();
        all.makeFolder(made, 0755);
        if (group.isPresent()) {
            try (Folder claim = all.child(made)) {
                GroupOwnership.give(claim, group.getAsLong(), false);
            }
        }
        return folder.resolve(made);
    }

    /** What a container mounts of them, in the order of the manifest. */
    public List<Mount> mounts(Container container, Environment environment) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (KubeNode mount : container.node().get("volumeMounts").items()) {
            try {
                mounts.add(mount(container, mount, environment));
            } catch (Failure e) {
                String words = "the kubelet refuses container \"" + container.name() + "\": " + e.words();
                throw new Refused(mount, words, e.remedy());
            }
        }
        return mounts;
    }

    private Mount mount(Container container, KubeNode mount, Environment environment) throws IOException {
        String name = mount.get("name").text().orElse("");
        Made volume = volumes.get(name);
        if (volume == null) {
            throw new Failure(
                    "cannot find volume \"" + name + "\" to mount into container \"" + container.name() + '"',
                    "add it to volumes");
        }
        Path source = volume.path;
        String part = part(mount, environment);
        if (!part.isEmpty()) {
            Path place = folder.resolve("part-" + parts++);
            SubPath.mount(source, part, place, new SubPath.Use(container.name(), name));
            source = place;
        }
        String propagation = MountOptions.propagation(mount);
        if (!propagation.equals(MountOptions.PRIVATE) && source.startsWith(folder)) Mounts.share(source);
        List<String> options = List.of("rbind", propagation, MountOptions.access(mount, volume.readOnly));
        String destination = mount.get("mountPath").text().orElse("");
        return new Mount(
                destination.startsWith("/") ? destination : '/' + destination, "bind", source.toString(), options);
    }

    private static String part(KubeNode mount, Environment environment) {
        KubeNode expression = mount.get("subPathExpr");
        if (expression.text().filter(text -> !text.isEmpty()).isEmpty()) {
            return mount.get("subPath").text().orElse("");
        }
        Set<String> missing = environment.missing(expression);
        if (missing.isEmpty()) return environment.expanded(expression);
        throw new Failure("missing value for " + String.join(", ", missing), "set it in env");
    }
}
