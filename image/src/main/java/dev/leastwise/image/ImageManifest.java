package dev.leastwise.image;

import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An image of a layout: what it is configured by and layered from.
 *
 * @param digest the manifest's own, which stands for everything in the image
 * @param layers from the lowest to the topmost
 */
public record ImageManifest(Digest digest, Descriptor config, List<Descriptor> layers) {

    /**
     * The image that is meant.
     *
     * @param tag the name that the layout gives to it; empty where there is only one
     */
    public static ImageManifest choose(OciLayout layout, String tag, Platform platform) {
        List<Descriptor> named = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (KubeNode item : layout.index().get("manifests").items()) {
            Descriptor descriptor = Descriptor.of(item);
            if (descriptor.attachment()) continue;
            names.add(descriptor.name());
            if (tag.isEmpty() || descriptor.name().equals(tag)) named.add(descriptor);
        }
        if (named.isEmpty() && names.isEmpty()) throw ImageError.damaged("holds no image");
        if (named.isEmpty()) throw new ImageError("holds no image \"" + tag + '"', "name one of: " + listed(names));
        if (tag.isEmpty() && names.size() > 1) {
            throw new ImageError("holds several images", "name one of them as DIR:TAG: " + listed(names));
        }
        List<Descriptor> images = new ArrayList<>();
        for (Descriptor descriptor : named) addImages(layout, descriptor, Limits.INDEX_DEPTH, images);
        return read(layout, forPlatform(images, platform));
    }

    private static String listed(Set<String> names) {
        List<String> written = new ArrayList<>();
        for (String name : names) written.add(name.isEmpty() ? "(one without a name)" : name);
        return String.join(", ", written);
    }

    private static void addImages(OciLayout layout, Descriptor descriptor, int depth, List<Descriptor> images) {
        if (!descriptor.mediaType().contains("index") && !descriptor.mediaType().contains("manifest.list")) {
            images.add(descriptor);
            return;
        }
        if (depth == 0) {
            throw ImageError.hostile("indexes are nested more than " + Limits.INDEX_DEPTH + " deep");
        }
        for (KubeNode item : layout.json(descriptor, "index " + descriptor.digest())
                .get("manifests")
                .items()) {
            Descriptor inner = Descriptor.of(item);
            if (!inner.attachment()) addImages(layout, inner, depth - 1, images);
        }
    }

    private static Descriptor forPlatform(List<Descriptor> images, Platform wanted) {
        if (images.isEmpty()) throw ImageError.damaged("its index holds no image");
        if (images.size() == 1) return images.getFirst();
        Set<String> platforms = new LinkedHashSet<>();
        for (Descriptor image : images) {
            if (image.platform().isEmpty()) continue;
            if (image.platform().get().serves(wanted)) return image;
            platforms.add(image.platform().get().toString());
        }
        throw new ImageError(
                "has no image for " + wanted, "choose one with --platform: " + String.join(", ", platforms));
    }

    private static ImageManifest read(OciLayout layout, Descriptor descriptor) {
        String what = "manifest " + descriptor.digest();
        KubeNode manifest = layout.json(descriptor, what);
        if (!manifest.get("config").isMapping() || !manifest.get("layers").isSequence()) {
            throw new ImageError(what + " is not of an image", "copy it anew, with --format oci");
        }
        List<Descriptor> layers = new ArrayList<>();
        for (KubeNode layer : manifest.get("layers").items()) layers.add(Descriptor.of(layer));
        if (layers.size() > Limits.LAYERS) {
            throw ImageError.hostile(what + " has " + layers.size() + " layers, more than " + Limits.LAYERS);
        }
        return new ImageManifest(descriptor.digest(), Descriptor.of(manifest.get("config")), layers);
    }
}
