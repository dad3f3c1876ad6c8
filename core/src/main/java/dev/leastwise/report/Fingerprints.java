package dev.leastwise.report;

import dev.leastwise.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Names findings so that the name stays when lines move, documents change places or the file is renamed in its folder. */
final class Fingerprints {

    private final IdentityHashMap<Finding, String> names = new IdentityHashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final MessageDigest sha256;

    Fingerprints(List<Finding> findings) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        Map<String, List<Finding>> alike = new HashMap<>();
        for (Finding finding : findings) {
            alike.computeIfAbsent(basis(finding), basis -> new ArrayList<>(1)).add(finding);
        }
        alike.forEach(this::number);
    }

    String of(Finding finding) {
        return names.getOrDefault(finding, "");
    }

    /** Those that nothing else tells apart are numbered in the order of what they say, not of where they stand. */
    private void number(String basis, List<Finding> alike) {
        alike.sort(Comparator.comparing(finding ->
                hash(finding.message() + '\n' + finding.at().excerpt().strip())));
        int number = 0;
        for (Finding finding : alike) names.put(finding, hash(number++ == 0 ? basis : basis + '\n' + number));
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

    /** The folder of a file, from the root of its repository where it lies in one. */
    private static String folder(String file) {
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

    private String hash(String text) {
        byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder hex = new StringBuilder(32);
        for (int i = 0; i < 16; i++) {
            hex.append(Character.forDigit((digest[i] >> 4) & 0xF, 16)).append(Character.forDigit(digest[i] & 0xF, 16));
        }
        return hex.toString();
    }
}
