package dev.leastwise.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** The smallest image that has a layer, for the training run. */
final class TrainingImage {

    private static final int BLOCK = 512;

    /** One of Linux on x86-64 that ends with 0: an ELF header, one segment, and exit(0). */
    private static final String PROGRAM =
            "7f454c4602010100000000000000000002003e000100000078004000000000004000000000000000"
                    + "0000000000000000000000004000380001000000000000000100000005000000000000000000000000004000000000000000400000000000"
                    + "81000000000000008100000000000000001000000000000031ffb83c0000000f05";

    /** Writes its layout into a folder. */
    static void write(Path folder) throws IOException, NoSuchAlgorithmException {
        Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(layer)) {
            gzip.write(tar());
        }
        String config = blob(blobs, bytes("""
                {"os": "linux", "architecture": "amd64",
                 "config": {"User": "app", "Entrypoint": ["app"], "Volumes": {"/data": {}}, "WorkingDir": "/srv"}}"""));
        String manifest = blob(
                blobs, bytes("{\"config\": " + config + ", \"layers\": [" + blob(blobs, layer.toByteArray()) + "]}"));
        Files.writeString(folder.resolve("index.json"), "{\"manifests\": [" + manifest + "]}");
    }

    private static String blob(Path folder, byte[] content) throws IOException, NoSuchAlgorithmException {
        String hex =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        Files.write(folder.resolve(hex), content);
        return "{\"digest\": \"sha256:" + hex + "\", \"size\": " + content.length + "}";
    }

    /** A program that is setuid, the accounts, and the end. */
    private static byte[] tar() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        add(tar, "bin/app", "0004755", HexFormat.of().parseHex(PROGRAM));
        add(tar, "etc/passwd", "0000644", bytes("app:x:1000:1000\n"));
        add(tar, "etc/group", "0000644", bytes("app:x:1000:app\n"));
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static void add(ByteArrayOutputStream tar, String name, String mode, byte[] content) {
        byte[] block = new byte[2 * BLOCK];
        put(block, 0, name);
        put(block, 100, mode);
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(
                block,
                124,
                "0".repeat(8) + Integer.toOctalString(01000 | content.length).substring(1));
        put(block, 148, " ".repeat(8));
        put(block, 156, "0");
        put(block, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : block) sum += b;
        put(block, 148, "0" + Integer.toOctalString(0100000 | sum).substring(1) + '\0');
        System.arraycopy(content, 0, block, BLOCK, content.length);
        tar.writeBytes(block);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private TrainingImage() {}
}
