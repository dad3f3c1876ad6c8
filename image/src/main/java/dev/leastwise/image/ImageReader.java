package dev.leastwise.image;

import dev.leastwise.image.LayerEntry.HardLink;
import dev.leastwise.image.LayerEntry.RegularFile;
import dev.leastwise.image.LayerStreams.Item;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an image's layers once and keeps what they say of processes; what their files hold is kept of two files alone. */
final class ImageReader {

    private static final String PASSWD = "/etc/passwd";
    private static final String GROUP = "/etc/group";

    /** A file may be a link to a file that a first reading did not know to keep. */
    private static final int MOST_READINGS = 4;

    private final OciLayout layout;
    private final ImageManifest manifest;
    private final Set<String> kept = new HashSet<>(Set.of(PASSWD, GROUP));

    private ImageReader(OciLayout layout, ImageManifest manifest) {
        this.layout = layout;
        this.manifest = manifest;
    }

    static ImageFacts read(OciLayout layout, ImageManifest manifest) {
        ImageConfig config = ConfigReader.read(layout.json(manifest.config(), "the configuration"));
        if (!config.isLinux()) return new ImageFacts(config, List.of(), List.of(), Optional.empty());
        return new ImageReader(layout, manifest).read(config);
    }

    private ImageFacts read(ImageConfig config) {
        Overlay overlay = overlay();
        for (int readings = 1; readings < MOST_READINGS && lacks(overlay); readings++) overlay = overlay();
        byte[] nothing = new byte[0];
        return new ImageFacts(
                config,
                Accounts.passwd(overlay.content(PASSWD).orElse(nothing)),
                Accounts.groups(overlay.content(GROUP).orElse(nothing)),
                Optional.of(overlay.tree()));
    }

    /** Whether a file's content is to be kept that was not; it is then known where it is. */
    private boolean lacks(Overlay overlay) {
        boolean lacks = false;
        for (String path : List.of(PASSWD, GROUP)) {
            Optional<String> real = overlay.realPath(path);
            if (real.isEmpty() || overlay.content(path).isPresent()) continue;
            kept.add(real.get());
            lacks = true;
        }
        return lacks;
    }

    private Overlay overlay() {
        Overlay overlay = new Overlay();
        try (LayerStreams layers = new LayerStreams(layout, manifest.layers(), Set.copyOf(kept))) {
            for (int i = 0; i < manifest.layers().size(); i++) {
                overlay.nextLayer();
                layers.forEach(i, item -> lay(item, overlay));
            }
        }
        return overlay;
    }

    private void lay(Item item, Overlay overlay) {
        if (item.content().isPresent() && item.entry() instanceof RegularFile file) {
            overlay.apply(file, item.content().get());
            return;
        }
        if (item.entry() instanceof HardLink link && kept.contains(link.path())) kept.add(link.target());
        overlay.apply(item.entry());
    }
}
