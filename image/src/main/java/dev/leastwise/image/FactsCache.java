package dev.leastwise.image;

import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What was once read from images, a file for each by its digest, which no other image can have. A cache that cannot be read
 * or written is none, and no error.
 */
final class FactsCache {

    /** To be changed with what is kept, or how. */
    private static final int FORMAT = 0x4C570002;

    /** How old what was used last may look before it is told so. */
    private static final long FRESH_SECONDS = 3600;

    private final Path folder;
    private final long mostBytes;

    FactsCache(Path folder) {
        this(folder, Limits.CACHE_BYTES);
    }

    FactsCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    Optional<ImageFacts> get(Digest digest) {
        Path file = file(digest);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > mostBytes) return Optional.empty();
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            if (bytes.remaining() < Integer.BYTES + Long.BYTES || bytes.getInt() != FORMAT) return Optional.empty();
            long checksum = bytes.getLong();
            if (checksum != checksum(bytes)) return Optional.empty();
            touch(file);
            return Optional.of(new Reading(bytes).facts());
        } catch (IOException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Keeps what was read; the file is written beside and renamed, so that it is never half there. */
    void put(Digest digest, ImageFacts facts) {
        byte[] body = new Writing().facts(facts);
        if (body.length > mostBytes / 2) return;
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, ".new", "");
            try {
                ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + body.length);
                bytes.putInt(FORMAT).putLong(checksum(ByteBuffer.wrap(body))).put(body);
                Files.write(beside, bytes.array());
                Files.move(beside, file(digest), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
            trim();
        } catch (IOException e) {
            // then the next run reads the image again
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.algorithm() + '-' + digest.hex());
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.duplicate());
        return checksum.getValue();
    }

    private static void touch(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isAfter(now.minusSeconds(FRESH_SECONDS))) return;
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    /** Lets go of what was not used for the longest time. */
    private void trim() throws IOException {
        record Kept(Path file, long size, FileTime used) {}
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) all.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        all.sort(Comparator.comparing(Kept::used).reversed());
        long sum = 0;
        for (Kept kept : all) {
            sum += kept.size;
            if (sum > mostBytes) Files.deleteIfExists(kept.file);
        }
    }

    /** Facts as bytes: texts and lists behind their lengths. */
    private static final class Writing {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        byte[] facts(ImageFacts facts) {
            ImageConfig config = facts.config();
            text(config.platform());
            text(config.user());
            texts(config.entrypoint());
            texts(config.command());
            texts(config.environment());
            text(config.workingDirectory());
            texts(config.volumes());
            texts(config.ports());
            number(facts.passwd().size());
            for (PasswdEntry entry : facts.passwd()) {
                text(entry.name());
                number(entry.uid());
                number(entry.gid());
            }
            number(facts.groups().size());
            for (GroupEntry entry : facts.groups()) {
                text(entry.name());
                number(entry.gid());
                texts(entry.members());
            }
            facts.files().ifPresent(files -> out.writeBytes(files.bytes()));
            return out.toByteArray();
        }

        private void number(long number) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }

        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        private void texts(List<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
        }
    }

    /** The same, read. */
    private record Reading(ByteBuffer in) {

        ImageFacts facts() {
            ImageConfig config = new ImageConfig(text(), text(), texts(), texts(), texts(), text(), texts(), texts());
            List<PasswdEntry> passwd = list(() -> new PasswdEntry(text(), in.getLong(), in.getLong()));
            List<GroupEntry> groups = list(() -> new GroupEntry(text(), in.getLong(), texts()));
            byte[] tree = new byte[in.remaining()];
            in.get(tree);
            return new ImageFacts(
                    config, passwd, groups, tree.length == 0 ? Optional.empty() : Optional.of(FileTree.of(tree)));
        }

        private String text() {
            byte[] bytes = new byte[(int) in.getLong()];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private List<String> texts() {
            return list(this::text);
        }

        private <T> List<T> list(Supplier<T> item) {
            int size = (int) in.getLong();
            List<T> items = new ArrayList<>();
            for (int i = 0; i < size; i++) items.add(item.get());
            return items;
        }
    }
}
