package dev.leastwise.sandbox.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leastwise.image.Platform;
import dev.leastwise.privilege.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images that skopeo has fetched, an OCI image layout for each by its name. The registries' settings and passwords are skopeo's
 * own (containers-registries.conf(5), containers-auth.json(5)).
 *
 * @param skopeo the program
 * @param folder only root may enter it
 * @param mostBytes what those that nobody uses may hold together
 */
public record PulledImages(Path skopeo, Path folder, long mostBytes) {

    /** When a registry is asked for an image that has been fetched before and that nobody uses at the moment. */
    public enum Policy {
        ALWAYS,
        IF_NOT_PRESENT
    }

    private static final String LAYOUT = "layout";
    private static final int SHOWN_LINES = 3;

    /** The layout of an image, which stays until what is returned is closed. */
    public PulledImage get(String reference, Platform platform, Policy policy) {
        String name = withoutTag(ImageName.normalised(reference));
        String key = key(name + ' ' + platform);
        try {
            Shelf shelf = new Shelf(folder, mostBytes);
            if (policy == Policy.ALWAYS) shelf.drop(key);
            Shelf.Held held = shelf.get(key, made -> fetch(name, platform, made.resolve(LAYOUT)));
            return new PulledImage(held.folder().resolve(LAYOUT), held.lock());
        } catch (IOException e) {
            throw RootfsError.of(e);
        }
    }

    /** A digest says which image is meant whatever the tag, and skopeo takes no name with both. */
    private static String withoutTag(String name) {
        int digest = name.indexOf('@');
        int tag = digest < 0 ? -1 : name.lastIndexOf(':', digest);
        return tag > name.lastIndexOf('/', Math.max(digest, 0))
                ? name.substring(0, tag) + name.substring(digest)
                : name;
    }

    private static String key(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private long fetch(String name, Platform platform, Path layout) throws IOException {
        List<String> command = new ArrayList<>(List.of(skopeo.toString(), "copy", "--quiet"));
        command.addAll(List.of("--override-os", platform.os(), "--override-arch", platform.architecture()));
        if (!platform.variant().isEmpty()) command.addAll(List.of("--override-variant", platform.variant()));
        command.addAll(List.of("docker://" + name, "oci:" + layout + ":pulled"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (awaited(process) != 0) throw refused(name, said);
        try (Stream<Path> files = Files.walk(layout)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static RootfsError refused(String name, String said) {
        List<String> lines = said.lines().toList();
        String last = String.join(" ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        return new RootfsError(
                "skopeo cannot fetch " + name + ": " + last.replaceAll("\\p{Cntrl}", " "),
                "check the name, and that skopeo may reach the registry: skopeo inspect docker://" + name);
    }

    private static int awaited(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
