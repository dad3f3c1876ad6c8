package dev.leastwise.finding;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names findings so that the name stays when lines move, documents change places or the file is renamed in its folder. They
 * are made when the first is asked for.
 */
public final class Fingerprints {

    private final List<Finding> findings;
    private final Map<String, String> folders = new HashMap<>();
    private String[] names = {};

    /** Of all findings of a run: alike ones are told apart by their number. */
    public Fingerprints(List<Finding> findings) {
        this.findings = findings;
    }

    /** That of the finding at this index: 32 hexadecimal digits. */
    public String of(int index) {
        if (names.length != findings.size()) nameAll();
        return names[index];
    }

    private void nameAll() {
        names = new String[findings.size()];
        Map<String, List<Integer>> alike = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            alike.computeIfAbsent(basis(findings.get(i)), basis -> new ArrayList<>(1))
                    .add(i);
        }
        MessageDigest sha256 = sha256();
        alike.forEach((basis, indexes) -> number(basis, indexes, sha256));
    }

    /** Those that nothing else tells apart are numbered in the order of what they say, not of where they stand. */
    private void number(String basis, List<Integer> alike, MessageDigest sha256) {
        if (alike.size() > 1) alike.sort(Comparator.comparing(index -> content(findings.get(index), sha256)));
        int number = 0;
        for (int index : alike) names[index] = hash(number++ == 0 ? basis : basis + '\n' + number, sha256);
    }

    private static String content(Finding finding, MessageDigest sha256) {
        return hash(finding.message() + '\n' + finding.at().excerpt().strip(), sha256);
    }

    private String basis(Finding finding) {
        return String.join(
                "\n",
                folders.computeIfAbsent(finding.at().file(), Fingerprints::folder),
                finding.rule(),
                finding.object().apiVersion(),
                finding.object().kind(),
                finding.object().namespace().orElse(""),
                finding.object().name().orElse(""),
                finding.container().orElse(""),
                finding.stablePath());
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
            for (Path root = folder; root != null; root = root.getParent()) {
                if (Files.exists(root.resolve(".git"))) return slashed(root.relativize(folder));
            }
            return slashed(Path.of(file).normalize().resolveSibling(""));
        } catch (InvalidPathException e) {
            return "";
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static String hash(String text, MessageDigest sha256) {
        byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder hex = new StringBuilder(32);
        for (int i = 0; i < 16; i++) {
            hex.append(Character.forDigit((digest[i] >> 4) & 0xF, 16)).append(Character.forDigit(digest[i] & 0xF, 16));
        }
        return hex.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
