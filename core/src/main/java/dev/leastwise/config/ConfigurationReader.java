package dev.leastwise.config;

import dev.leastwise.finding.Suppression;
import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.KubeValue;
import dev.leastwise.kube.LostEntries;
import dev.leastwise.kube.LostEntry;
import dev.leastwise.kube.Workloads;
import dev.leastwise.podsecurity.Level;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.privilege.Target;
import dev.leastwise.report.FailOn;
import dev.leastwise.rule.Settings;
import dev.leastwise.rule.SuppressionRule;
import dev.leastwise.source.Globs;
import dev.leastwise.source.InputError;
import dev.leastwise.source.SourceText;
import dev.leastwise.suppression.Dates;
import dev.leastwise.yaml.Document;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration, and tells each mistake in it with its place and what would be right. */
final class ConfigurationReader {

    static final List<String> KEYS =
            List.of("target", "kubernetes", "standards", "failOn", "rules", "ignore", "allow", "images", "templates");
    static final List<String> ALLOW_KEYS = List.of("rule", "file", "object", "container", "reason", "until");
    static final List<String> TEMPLATE_KEYS = List.of("apiVersion", "kind", "path");

    private final Path folder;
    private final Mistakes mistakes;

    private ConfigurationReader(Path folder, Mistakes mistakes) {
        this.folder = folder;
        this.mistakes = mistakes;
    }

    /** Reads what a file in a folder holds; where mistakes are added, what it returns is not to be used. */
    static Configuration read(SourceText source, Path folder, List<InputError> errors) {
        List<InputError> found = new ArrayList<>();
        Mistakes mistakes = new Mistakes(source.name(), found);
        ConfigurationReader reader = new ConfigurationReader(folder, mistakes);
        Configuration read = Configuration.NONE;
        int documents = 0;
        for (Document document : KubeReader.documents(source)) {
            switch (document) {
                case Document.Broken broken ->
                    found.add(InputError.at(
                            source.name(), source.position(broken.offset()), broken.fact(), broken.remedy()));
                case Document.Parsed parsed -> {
                    KubeNode root = KubeNode.object(source, parsed.root());
                    if (++documents > 1) mistakes.at(root, "a second document", "write one: it is never read");
                    else read = reader.read(root, source.name());
                }
            }
        }
        found.sort(Comparator.comparingInt((InputError error) -> error.line().orElse(0))
                .thenComparingInt(error -> error.column().orElse(0)));
        errors.addAll(found);
        return read;
    }

    private Configuration read(KubeNode root, String name) {
        if (!root.isMapping()) mistakes.at(root, "the configuration has no keys", "write it as KEY: VALUE");
        for (LostEntry lost : LostEntries.of(root)) {
            if (!lost.merged()) {
                String key = lost.entry().name();
                mistakes.at(lost.entry(), "\"" + key + "\" is written twice", "keep one of them");
            }
        }
        mistakes.unknownKeys(root, KEYS);
        RuleSettings rules = RuleSettings.read(root.get("rules"), mistakes);
        return new Configuration(
                name,
                folder,
                mistakes.text(root.get("target")).flatMap(text -> target(root.get("target"), text)),
                kubernetes(root.get("kubernetes")),
                standards(root.get("standards")),
                mistakes.text(root.get("failOn")).flatMap(text -> failOn(root.get("failOn"), text)),
                rules.settings(),
                ignore(root.get("ignore")),
                allow(root.get("allow")),
                images(root.get("images")),
                new Settings(rules.parameters(), templates(root.get("templates"))));
    }

    private Optional<ContainerRuntime> target(KubeNode node, String text) {
        Optional<ContainerRuntime> runtime = ContainerRuntime.of(text);
        if (runtime.isEmpty()) {
            List<String> ids = Arrays.stream(ContainerRuntime.values())
                    .map(ContainerRuntime::id)
                    .toList();
            mistakes.noneOf(node, text, "runtime", ids);
        }
        return runtime;
    }

    private Optional<Integer> kubernetes(KubeNode node) {
        if (!node.exists()) return Optional.empty();
        String range = "v1." + Target.OLDEST_KUBERNETES + " to v1." + Target.NEWEST_KUBERNETES;
        if (node.scalar() instanceof KubeValue.Decimal) {
            mistakes.value(node, "\"kubernetes\" is a number, and 1.30 is 1.3", "write a version of " + range);
            return Optional.empty();
        }
        Optional<String> text = mistakes.text(node);
        Optional<Integer> minor = text.flatMap(Target::kubernetes);
        if (text.isPresent() && minor.isEmpty()) {
            mistakes.value(node, "kubernetes \"" + text.get() + "\" is not known", "use " + range);
        }
        return minor;
    }

    private List<String> standards(KubeNode node) {
        List<String> standards = new ArrayList<>();
        for (KubeNode item : mistakes.items(node, "standards")) {
            Optional<String> text = mistakes.text(item);
            if (text.isEmpty()) continue;
            if (text.get().equals(Standard.OF_NAMESPACE)
                    || Standard.of(text.get()).isPresent()) {
                standards.add(text.get());
            } else {
                int colon = text.get().indexOf(':');
                String level = colon < 0 ? text.get() : text.get().substring(0, colon);
                if (Level.of(level).isPresent()) {
                    mistakes.value(
                            item, "\"" + text.get() + "\" is no standard", "write the version as latest or v1.N");
                } else {
                    mistakes.noneOf(
                            item,
                            text.get(),
                            "standard",
                            List.of("privileged", "baseline", "restricted", Standard.OF_NAMESPACE));
                }
            }
        }
        return standards;
    }

    private Optional<FailOn> failOn(KubeNode node, String text) {
        Optional<FailOn> failOn = FailOn.of(text);
        if (failOn.isEmpty()) {
            List<String> ids = Arrays.stream(FailOn.values()).map(FailOn::id).toList();
            mistakes.noneOf(node, text, "threshold", ids);
        }
        return failOn;
    }

    private Globs ignore(KubeNode node) {
        List<String> patterns = new ArrayList<>();
        for (KubeNode item : mistakes.items(node, "patterns")) {
            glob(item).ifPresent(glob -> patterns.add(item.text().orElse("")));
        }
        return Globs.of(patterns).orElse(Globs.NONE);
    }

    private Optional<Globs> glob(KubeNode node) {
        Optional<String> text = mistakes.text(node);
        Optional<Globs> globs = text.flatMap(pattern -> Globs.of(List.of(pattern)));
        if (text.isPresent() && globs.isEmpty()) {
            mistakes.value(node, "\"" + text.get() + "\" is no pattern", "write one as in a .gitignore file");
        }
        return globs;
    }

    private List<AllowEntry> allow(KubeNode node) {
        List<AllowEntry> entries = new ArrayList<>();
        for (KubeNode item : mistakes.items(node, "entries")) {
            if (mistakes.isMapping(item, ALLOW_KEYS)) allowEntry(item).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<AllowEntry> allowEntry(KubeNode item) {
        Optional<String> rule = mistakes.needed(item, "rule");
        rule.ifPresent(id -> mistakes.rule(item.get("rule"), id).ifPresent(named -> {
            if (named instanceof SuppressionRule) {
                mistakes.value(item.get("rule"), id + " cannot be suppressed", "switch it off under rules");
            }
        }));
        Optional<String> reason = mistakes.needed(item, "reason");
        Optional<String> until = mistakes.text(item.get("until"));
        if (until.isPresent() && !Dates.isDate(until.get())) {
            mistakes.value(item.get("until"), "\"" + until.get() + "\" is no date", "write it as YYYY-MM-DD");
        }
        Optional<Globs> file = glob(item.get("file"));
        Optional<Globs> object = glob(item.get("object"));
        Optional<Globs> container = glob(item.get("container"));
        if (rule.isEmpty() || reason.isEmpty()) return Optional.empty();
        Suppression suppression = new Suppression(Suppression.By.CONFIG, reason.get(), until);
        KubeNode at = item.get("rule");
        return Optional.of(new AllowEntry(rule.get(), file, object, container, suppression, at.location()));
    }

    private Map<String, Path> images(KubeNode node) {
        Map<String, Path> images = new LinkedHashMap<>();
        if (!mistakes.isMapping(node, List.of())) return images;
        for (KubeNode field : node.fields()) {
            Optional<String> path = mistakes.text(field);
            if (path.isEmpty()) continue;
            try {
                images.put(field.name(), folder.resolve(path.get()));
            } catch (InvalidPathException e) {
                mistakes.value(field, "\"" + path.get() + "\" is no path", "name the folder of an OCI layout");
            }
        }
        return images;
    }

    private List<CustomTemplate> templates(KubeNode node) {
        List<CustomTemplate> templates = new ArrayList<>();
        for (KubeNode item : mistakes.items(node, "entries")) {
            if (mistakes.isMapping(item, TEMPLATE_KEYS)) template(item).ifPresent(templates::add);
        }
        return templates;
    }

    private Optional<CustomTemplate> template(KubeNode item) {
        Optional<String> apiVersion = mistakes.needed(item, "apiVersion");
        Optional<String> kind = mistakes.needed(item, "kind");
        Optional<String> path = mistakes.needed(item, "path");
        if (apiVersion.isEmpty() || kind.isEmpty() || path.isEmpty()) return Optional.empty();
        int slash = apiVersion.get().indexOf('/');
        String group = slash < 0 ? "" : apiVersion.get().substring(0, slash);
        if (Workloads.isBuiltIn(group)) {
            mistakes.value(
                    item.get("apiVersion"),
                    "\"" + apiVersion.get() + "\" is Kubernetes' own",
                    "leave the entry out: its kinds are known, and this is for custom resources");
        }
        if (Arrays.asList(path.get().split("\\.", -1)).contains("")) {
            mistakes.value(
                    item.get("path"), "\"" + path.get() + "\" is no path", "write fields as in spec.template.spec");
        }
        return Optional.of(new CustomTemplate(apiVersion.get(), kind.get(), path.get()));
    }
}
