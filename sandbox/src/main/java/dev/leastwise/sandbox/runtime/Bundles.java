package dev.leastwise.sandbox.runtime;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a runtime starts containers from: a folder for each with its config.json, root file systems, files of the pod. */
final class Bundles implements AutoCloseable {

    private static final String SHARED_MEMORY = "/dev/shm";

    private final Plan plan;
    private final RunFolder folder;
    private final EtcFiles etc;
    private final List<UnpackedImage> images = new ArrayList<>();
    private final List<Path> roots = new ArrayList<>();

    /** Makes everything but the folders themselves. */
    Bundles(Plan plan, RunFolder folder, ImageStore store) throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.etc = new EtcFiles(plan.pod(), folder.folder("etc"));
        try {
            for (PlannedContainer container : plan.containers()) add(container, store);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(PlannedContainer container, ImageStore store) {
        UnpackedImage image =
                store.get(container.image().layout(), container.image().manifest());
        images.add(image);
        roots.add(RootView.of(image, folder.folder("root-" + roots.size())).root());
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
        List<Mount> mounts = new ArrayList<>(etc.mounts(container.container(), id(index), readOnly));
        if (container.container().mountAt(SHARED_MEMORY).isEmpty()) {
            mounts.add(EtcFiles.bind(SHARED_MEMORY, sharedMemory, "rw"));
        }
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

    /** Lets go of the images. */
    @Override
    public void close() {
        for (UnpackedImage image : images) image.close();
    }
}
