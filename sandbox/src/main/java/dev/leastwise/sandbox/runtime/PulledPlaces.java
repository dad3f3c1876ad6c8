package dev.leastwise.sandbox.runtime;

import dev.leastwise.image.Platform;
import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.ImageName;
import dev.leastwise.sandbox.rootfs.PulledImage;
import dev.leastwise.sandbox.rootfs.PulledImages;
import dev.leastwise.sandbox.rootfs.PulledImages.Policy;
import dev.leastwise.sandbox.rootfs.RootfsError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Images of a workload that are fetched for it; they stay until this is closed. */
public final class PulledPlaces implements AutoCloseable {

    private static final long MOST_BYTES = 16L << 30;

    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<PulledImage> pulled = new ArrayList<>();

    private PulledPlaces() {}

    /** None at all. */
    public static PulledPlaces none() {
        return new PulledPlaces();
    }

    /**
     * Fetches the images that a workload names.
     *
     * @param given those that are not fetched, as somebody says where they are
     * @param path where programs are
     * @param folder a folder for them
     * @param before is told of each before it is fetched
     */
    public static PulledPlaces of(
            Workload workload,
            Collection<String> given,
            Platform platform,
            String path,
            Path folder,
            Consumer<String> before) {
        Path skopeo = skopeo(path)
                .orElseThrow(() -> new RunError(
                        "there is no skopeo here, which fetches images", "install it: apt-get install skopeo"));
        PulledImages images = new PulledImages(skopeo, folder, MOST_BYTES);
        PulledPlaces places = new PulledPlaces();
        try {
            Map<String, Policy> references = references(workload);
            Set<String> known = given.stream().map(ImageName::normalised).collect(Collectors.toSet());
            references.keySet().removeIf(reference -> known.contains(ImageName.normalised(reference)));
            references.forEach((reference, policy) -> {
                before.accept(reference);
                PulledImage image = images.get(reference, platform, policy);
                places.pulled.add(image);
                places.places.put(reference, image.layout().toString());
            });
            return places;
        } catch (RootfsError e) {
            places.close();
            throw new RunError(e.fact(), e.remedy());
        }
    }

    private static Optional<Path> skopeo(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder, "skopeo");
            if (Files.isExecutable(program)) return Optional.of(program);
        }
        return Optional.empty();
    }

    /** The images of containers and of volumes, each with when it is fetched anew. */
    private static Map<String, Policy> references(Workload workload) {
        Map<String, Policy> references = new LinkedHashMap<>();
        for (Container container : workload.containers()) {
            container
                    .image()
                    .ifPresent(reference -> references.put(
                            reference, policy(reference, container.node().get("imagePullPolicy"))));
        }
        for (KubeNode volume : workload.pod("volumes").items()) {
            KubeNode image = volume.get("image");
            image.get("reference")
                    .text()
                    .ifPresent(reference -> references.put(reference, policy(reference, image.get("pullPolicy"))));
        }
        return references;
    }

    /** Always where the tag is latest and nothing else is said (kubernetes SetDefaults_Container). */
    private static Policy policy(String reference, KubeNode written) {
        boolean latest = ImageName.normalised(reference).endsWith(":latest");
        String policy = written.text().orElse(latest ? "Always" : "IfNotPresent");
        return policy.equals("Always") ? Policy.ALWAYS : Policy.IF_NOT_PRESENT;
    }

    /** Where each image is, by its reference. */
    public Map<String, String> places() {
        return places;
    }

    @Override
    public void close() {
        for (PulledImage image : pulled) image.close();
    }
}
