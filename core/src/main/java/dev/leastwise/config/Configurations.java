package dev.leastwise.config;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.FailOn;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.rule.SuppressionRule;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import dev.leastwise.suppression.Suppressions;
import dev.leastwise.yaml.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The configurations of a run: each file has the one that is nearest above it, or all have the one that was named. */
public final class Configurations {

    /** What a configuration is called that is found. */
    public static final String FILE = ".leastwise.yaml";

    private static final ObjectName OBJECT = new ObjectName(
            "leastwise.dev/config/v1", "Configuration", Optional.empty(), Optional.empty(), Optional.empty());

    private final Supplier<String> today;
    private final Map<String, Configuration> byInput = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Set<Configuration> all = new LinkedHashSet<>();
    private final List<InputError> errors = new ArrayList<>();
    private final List<Path> walked;

    private Configurations(Inputs inputs, Supplier<String> today) {
        this.today = today;
        this.walked = inputs.folders();
    }

    /**
     * Reads those that were found.
     *
     * @param files by the names of the inputs that have one
     * @param strict whether what makes verdicts weaker is not honoured
     */
    public static Configurations found(Inputs inputs, Map<String, Path> files, boolean strict, Supplier<String> today) {
        Configurations configurations = new Configurations(inputs, today);
        Map<Path, Configuration> read = new LinkedHashMap<>();
        for (Input input : inputs.found()) {
            Path file = files.get(input.name());
            Configuration configuration = file == null
                    ? Configuration.NONE
                    : read.computeIfAbsent(file, path -> configurations.read(shown(path), path, strict));
            configurations.put(input, configuration);
        }
        return configurations;
    }

    /** Reads the one that was named, for all inputs. */
    public static Configurations named(Inputs inputs, String name, Path file, Supplier<String> today) {
        Configurations configurations = new Configurations(inputs, today);
        Configuration configuration = configurations.read(name, file, false);
        configurations.all.add(configuration);
        for (Input input : inputs.found()) configurations.put(input, configuration);
        return configurations;
    }

    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
    }

    private Configuration read(String name, Path file, boolean strict) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Limits.INPUT_BYTES + 1);
            if (bytes.length > Limits.INPUT_BYTES) throw new IOException("too large");
            Path folder = file.toRealPath().getParent();
            Configuration read = ConfigurationReader.read(
                    SourceText.decode(name, bytes), folder == null ? file.toAbsolutePath() : folder, errors);
            return strict ? read.strict() : read;
        } catch (IOException e) {
            errors.add(InputError.of(name, Inputs.reason(e, "cannot be read"), "check the path and its permissions"));
            return Configuration.NONE;
        }
    }

    private void put(Input input, Configuration configuration) {
        all.add(configuration);
        byInput.put(input.name(), configuration);
        String path = input.isStandardInput() ? Input.STDIN : configuration.pathOf(input.path());
        paths.put(input.name(), path);
        for (AllowEntry entry : configuration.allow()) entry.meet(path);
    }

    /** What is wrong with them; nothing else may be asked for where something is. */
    public List<InputError> errors() {
        return errors;
    }

    /** Whether an input is to be left out. */
    public boolean ignores(Input input) {
        if (input.path().endsWith(FILE)) return true;
        return of(input.name()).ignore().match(paths.getOrDefault(input.name(), ""));
    }

    public Optional<ContainerRuntime> target() {
        return common("target", "--target", c -> c.target().orElse(Target.DEFAULT.runtime()), Configuration::target);
    }

    public Optional<Integer> kubernetes() {
        return common(
                "kubernetes",
                "--kubernetes",
                c -> c.kubernetes().orElse(Target.DEFAULT.kubernetes()),
                Configuration::kubernetes);
    }

    public List<String> standards() {
        return common("standards", "--standard", Configuration::standards, c -> Optional.of(c.standards()))
                .orElse(List.of());
    }

    public Optional<FailOn> failOn() {
        return common("failOn", "--fail-on", c -> c.failOn().orElse(FailOn.LOW), Configuration::failOn);
    }

    /** Where images lie, by their references as written; of two that name one, the first. */
    public Map<String, Path> images() {
        Map<String, Path> images = new LinkedHashMap<>();
        for (Configuration configuration : all) configuration.images().forEach(images::putIfAbsent);
        return images;
    }

    /** What holds for the whole of a run: where configurations differ in it, that is an error. */
    private <T> Optional<T> common(
            String key,
            String option,
            Function<Configuration, T> effective,
            Function<Configuration, Optional<T>> said) {
        Optional<Configuration> first = all.stream().findFirst();
        if (first.isEmpty()) return Optional.empty();
        for (Configuration other : all) {
            if (effective.apply(other).equals(effective.apply(first.get()))) continue;
            Configuration speaker = said(first.get()) ? first.get() : other;
            Configuration silent = speaker.equals(other) ? first.get() : other;
            errors.add(InputError.of(
                    speaker.name(),
                    "its " + key + " does not hold for " + anInputOf(silent) + ", and one run has one",
                    "give " + option + ", or check them apart"));
            return Optional.empty();
        }
        return said.apply(first.get());
    }

    private static boolean said(Configuration configuration) {
        return !configuration.name().isEmpty();
    }

    private String anInputOf(Configuration configuration) {
        return byInput.entrySet().stream()
                .filter(entry -> entry.getValue().equals(configuration))
                .map(Map.Entry::getKey)
                .min(String::compareTo)
                .orElse("the others");
    }

    private Configuration of(String file) {
        return byInput.getOrDefault(file, Configuration.NONE);
    }

    /** What those who judge a file are told. */
    public Settings settings(String file) {
        return of(file).settings();
    }

    public boolean isOff(String file, String rule) {
        return of(file).rule(rule).off();
    }

    /** A finding as its file's configuration has it. */
    public Finding apply(Finding finding) {
        return of(finding.at().file()).rule(finding.rule()).apply(finding);
    }

    /** What allows a finding; the first where several entries do, which are all in use then. */
    public Optional<Suppression> allowing(Finding finding) {
        String file = finding.at().file();
        Optional<Suppression> first = Optional.empty();
        for (AllowEntry entry : of(file).allow()) {
            if (entry.isPast(today.get())) continue;
            Optional<Suppression> suppression = entry.suppress(finding, paths.getOrDefault(file, ""));
            if (first.isEmpty()) first = suppression;
        }
        return first;
    }

    /**
     * What is wrong with the entries that allow something, once all findings have been asked for.
     *
     * @param allRead whether nothing kept an input from being judged
     */
    public List<Finding> findings(boolean allRead) {
        List<Finding> findings = new ArrayList<>();
        for (Configuration configuration : all) {
            boolean allFiles = allRead && walked.stream().anyMatch(configuration.folder()::startsWith);
            for (AllowEntry entry : configuration.allow()) {
                String what = "the suppression of \"" + entry.rule() + '"';
                if (entry.isPast(today.get())) {
                    add(findings, Rules.EXPIRED_SUPPRESSION, configuration, entry, what + " ended on " + entry.until());
                } else if (!entry.used()
                        && entry.wasTried(allFiles)
                        && !configuration.rule(entry.rule()).off()
                        && !Suppressions.mayBeUsed(entry.rule())) {
                    add(findings, Rules.UNUSED_SUPPRESSION, configuration, entry, what + " suppresses nothing");
                }
            }
        }
        return findings;
    }

    private static void add(
            List<Finding> findings,
            SuppressionRule rule,
            Configuration configuration,
            AllowEntry entry,
            String message) {
        RuleSetting setting = configuration.rule(rule.info().id());
        if (setting.off()) return;
        String remedy = rule.info().remedy();
        findings.add(setting.apply(rule.finding(Severity.LOW, message, remedy, entry.at(), 1, OBJECT)));
    }
}
