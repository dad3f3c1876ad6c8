package dev.leastwise.podsecurity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the pods by which Kubernetes tests its own implementation (kubernetes/pod-security-admission test/testdata).
 *
 * @param name the lower-case id of the check that it is about, with a number
 */
public record Fixture(Standard standard, boolean allowed, String name, String pod) {

    private static final Path FOLDER = Path.of("../../shared/conformance/pod-security");

    private static final Pattern FILE = Pattern.compile("(baseline|restricted)-(v1\\.\\d+)-(pass|fail)\\.yaml");

    private static final Pattern DOCUMENT = Pattern.compile("(?m)^# fixture: (\\S+)\n");

    /** All of them; skips the test where they are not there. */
    public static List<Fixture> all() throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "needs ../shared/conformance: the pods of kubernetes/pod-security-admission");
        List<Fixture> fixtures = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) fixtures.addAll(read(file));
        }
        return fixtures;
    }

    private static List<Fixture> read(Path file) throws IOException {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (!name.matches()) throw new IOException("unexpected " + file);
        Standard standard = Standard.of(name.group(1) + ':' + name.group(2)).orElseThrow();
        String text = Files.readString(file);
        List<MatchResult> heads = DOCUMENT.matcher(text).results().toList();
        List<Fixture> fixtures = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size()
                    ? text.lastIndexOf("---\n", heads.get(i + 1).start())
                    : text.length();
            String pod = text.substring(heads.get(i).end(), end);
            fixtures.add(new Fixture(
                    standard, name.group(3).equals("pass"), heads.get(i).group(1), pod));
        }
        return fixtures;
    }

    /** Whether an evaluation is what the fixture expects: the verdict, and its check among those that refuse. */
    boolean agreesWith(Evaluation evaluation) {
        if (evaluation.allowed() != allowed) return false;
        if (allowed) return true;
        String check = check();
        return evaluation.violations().stream()
                .anyMatch(violation -> violation.check().equalsIgnoreCase(check));
    }

    /** The check that it is about, or the one that overrides that at its level. */
    private String check() {
        String check = name.replaceFirst("\\d+$", "");
        if (standard.level() != Level.RESTRICTED) return check;
        long minor = standard.version().minor().orElseThrow();
        return Map.of(
                        "hostpathvolumes", "restrictedVolumes",
                        "capabilities_baseline", minor >= 22 ? "capabilities_restricted" : check,
                        "seccompprofile_baseline", minor >= 19 ? "seccompProfile_restricted" : check,
                        "procmount", minor >= 35 ? "procMount_restricted" : check)
                .getOrDefault(check, check);
    }
}
