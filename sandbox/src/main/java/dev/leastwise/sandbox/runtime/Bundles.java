package dev.leastwise.sandbox.runtime;

import dev.leastwise.image.Image;
import dev.leastwise.privilege.Privileges;
import dev.leastwise.sandbox.oci.ContainerSpec;
import dev.leastwise.sandbox.oci.Device;
import dev.leastwise.sandbox.oci.Mount;
import dev.leastwise.sandbox.oci.OciConfig;
import dev.leastwise.sandbox.oci.Sandbox;
import dev.leastwise.sandbox.rootfs.ImageStore;
import dev.leastwise.sandbox.rootfs.RootView;
import dev.leastwise.sandbox.rootfs.RunFolder;
import dev.leastwise.sandbox.rootfs.UnpackedImage;
import dev.leastwise.sandbox.volume.ImageVolumes;
import dev.leastwise.sandbox.volume.PodVolumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a runtime starts containers from: a folder for each with its config.json, root file systems, files of the pod. */
final class Bundles implements AutoCloseable {

    private static final String SHARED_MEMORY = "/dev/shm";

    private final Plan plan;
    private final RunFolder folder;
    private final EtcFiles etc;
    private final PodVolumes volumes;
    private final List<UnpackedImage> images = new ArrayList<>();
    private final List<Path> roots = new ArrayList<>();

    /** Makes everything but the folders themselves. */
    Bundles(Plan plan, RunFolder folder, ImageStore store) throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.etc = new EtcFiles(plan.pod(), folder.folder("etc"));
        try {
            for (PlannedContainer container : plan.containers()) {
                UnpackedImage image = add(container.image(), store);
                roots.add(RootView.of(image, folder.folder("root-" + roots.size()))
                        .root());
            }
            PodVolumes.Given given = new PodVolumes.Given(
                    plan.hostAccess(),
                    reference ->
                            plan.image(reference).map(image -> add(image, store).root()));
            this.volumes = PodVolumes.make(plan.pod(), folder.folder("volumes"), given);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private UnpackedImage add(Image image, ImageStore store) {
        UnpackedImage unpacked = store.get(image.layout(), image.manifest());
        images.add(unpacked);
        return unpacked;
    }

    /** What the pod's volumes are not here. */
    List<String> notes() {
        return volumes.notes();
    }

    /** The name of a container to the runtime. */
    static String id(int index) {
        return "container-" + index;
    }

    /** Makes the folder of a container. */
    Path make(int index, Sandbox sandbox, Path sharedMemory) throws IOException {
        Path bundle = folder.folder(id(index));
        Files.writeString(bundle.resolve("config.json"), OciConfig.of(spec(index, sandbox, sharedMemory)));
        return bundle;
    }

    private ContainerSpec spec(int index, Sandbox sandbox, Path sharedMemory) throws IOException {
        PlannedContainer container = plan.containers().get(index);
        Privileges privileges = container.privileges();
        boolean readOnly = privileges.readOnlyRootFilesystem().is(true);
        List<Mount> mounts = mounts(index, container, readOnly, sharedMemory);
        boolean allDevices = privileges.devices().is(Set.of(Privileges.ALL_DEVICES));
        List<Device> devices = allDevices ? ThisMachine.devices() : List.of();
        return new ContainerSpec(
                privileges,
                plan.target().runtime(),
                plan.machine(),
                sandbox,
                container.program(),
                roots.get(index),
                mounts,
                devices,
                container.localhostProfile(),
                container.resources(),
                Cgroups.path(folder.path().getFileName().toString(), id(index)));
    }

    /** The pod's volumes, then what the kubelet and the runtime add, then what the image declares; the first of a place counts. */
    private List<Mount> mounts(int index, PlannedContainer container, boolean readOnly, Path sharedMemory)
            throws IOException {
        List<Mount> mounts = new ArrayList<>(volumes.mounts(container.container(), container.environment()));
        Set<Path> taken = new HashSet<>();
        for (Mount mount : mounts) taken.add(place(mount));
        List<Mount> own = etc.mounts(container.container(), id(index), readOnly);
        own.add(EtcFiles.bind(SHARED_MEMORY, sharedMemory, "rw"));
        for (Mount mount : own) {
            if (taken.add(place(mount))) mounts.add(mount);
        }
        mounts.addAll(ImageVolumes.mounts(
                container.image().facts().config(), roots.get(index), mounts, folder.folder("declared-" + index)));
        return mounts;
    }

    private static Path place(Mount mount) {
        return Path.of(mount.destination()).normalize();
    }

    /** Lets go of the images. */
    @Override
    public void close() {
        for (UnpackedImage image : images) image.close();
    }
}
