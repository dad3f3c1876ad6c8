package dev.leastwise.finding;

import dev.leastwise.source.Repository;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names findings so that the name stays when lines move, documents change places or the file is renamed in its folder. They
 * are made when the first is asked for.
 */
public final class Fingerprints {

    private static final int LONGS = 2;
    private static final String HEX = "0123456789abcdef";

    private final List<Finding> findings;
    private final Map<String, String> folders = new HashMap<>();

    /** The first 128 bits of each finding's hash. */
    private long[] names = {};

    /** Of all findings of a run: alike ones are told apart by their number. */
    public Fingerprints(List<Finding> findings) {
        this.findings = findings;
    }

    /** That of the finding at this index: 32 hexadecimal digits. Several reports may ask at the same time. */
    public synchronized String of(int index) {
        if (names.length != LONGS * findings.size()) nameAll();
        byte[] hex = new byte[LONGS * Long.SIZE / 4];
        for (int i = 0; i < hex.length; i++) {
            long half = names[LONGS * index + i / (Long.SIZE / 4)];
            hex[i] = (byte) HEX.charAt((int) (half >>> (Long.SIZE - 4 - 4 * (i % (Long.SIZE / 4)))) & 0xF);
        }
        return new String(hex, StandardCharsets.ISO_8859_1);
    }

    private void nameAll() {
        names = new long[LONGS * findings.size()];
        MessageDigest sha256 = sha256();
        Set<Long> seen = new HashSet<>();
        Set<Long> repeated = new HashSet<>();
        for (int i = 0; i < findings.size(); i++) {
            name(i, basis(findings.get(i)), sha256);
            if (!seen.add(names[LONGS * i])) repeated.add(names[LONGS * i]);
        }
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            if (repeated.contains(names[LONGS * i])) indexes.add(i);
        }
        indexes.sort(this::compare);
        for (int from = 0, to; from < indexes.size(); from = to) {
            to = from + 1;
            while (to < indexes.size() && compare(indexes.get(from), indexes.get(to)) == 0) to++;
            if (to > from + 1) number(indexes.subList(from, to), sha256);
        }
    }

    private int compare(int a, int b) {
        int first = Long.compare(names[LONGS * a], names[LONGS * b]);
        return first != 0 ? first : Long.compare(names[LONGS * a + 1], names[LONGS * b + 1]);
    }

    /** Those that nothing else tells apart are numbered in the order of what they say, not of where they stand. */
    private void number(List<Integer> alike, MessageDigest sha256) {
        alike.sort(Comparator.comparing(index -> content(findings.get(index), sha256)));
        for (int i = 1; i < alike.size(); i++) {
            name(alike.get(i), basis(findings.get(alike.get(i))) + '\n' + (i + 1), sha256);
        }
    }

    private void name(int index, String text, MessageDigest sha256) {
        ByteBuffer hash = hash(text, sha256);
        for (int i = 0; i < LONGS; i++) names[LONGS * index + i] = hash.getLong();
    }

    private static ByteBuffer content(Finding finding, MessageDigest sha256) {
        return hash(finding.message() + '\n' + finding.at().excerpt().strip(), sha256);
    }

    /** Asked once for all files that stand in one. */
    private String folderOf(String file) {
        String written = file.substring(0, file.lastIndexOf('/') + 1);
        String known = folders.get(written);
        if (known != null) return known;
        String folder = folder(file);
        folders.put(written, folder);
        return folder;
    }

    private String basis(Finding finding) {
        Finding named = finding.namesake().orElse(finding);
        return String.join(
                "\n",
                folderOf(named.at().file()),
                named.rule(),
                named.object().apiVersion(),
                named.object().kind(),
                named.object().namespace().orElse(""),
                named.object().name().orElse(""),
                named.container().orElse(""),
                named.stablePath());
    }

    /** A file, from the root of its repository where it lies in one. */
    public static String place(String file) {
        String folder = folder(file);
        String name = file.substring(file.lastIndexOf('/') + 1);
        return folder.isEmpty() ? name : folder + '/' + name;
    }

    /** The folder of a file, from the root of its repository where it lies in one. */
    public static String folder(String file) {
        try {
            Path folder = Path.of(file).toAbsolutePath().normalize().getParent();
            Optional<Path> root = folder == null ? Optional.empty() : Repository.root(folder);
            if (root.isPresent()) return slashed(root.get().relativize(folder));
            return slashed(Path.of(file).normalize().resolveSibling(""));
        } catch (InvalidPathException e) {
            return "";
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static ByteBuffer hash(String text, MessageDigest sha256) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
