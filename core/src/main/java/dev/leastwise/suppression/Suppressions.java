package dev.leastwise.suppression;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Suppression;
import dev.leastwise.finding.Suppression.By;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.rule.InventoryRule;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.SuppressionRule;
import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import dev.leastwise.source.SourceText;
import dev.leastwise.suppression.Allowance.Extent;
import dev.leastwise.suppression.Allowance.Remark;
import dev.leastwise.yaml.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** What the comments and annotations of a run's files allow. */
public final class Suppressions {

    private static final String ANNOTATION = "leastwise.dev/allow";
    private static final String NAME = "leastwise";
    private static final String ALLOW = "allow";
    private static final String FORM = "write it as # leastwise: allow RULE — reason";

    private final Supplier<String> today;
    private final Map<String, List<Allowance>> byFile = new HashMap<>();
    private final List<Finding> faults = new ArrayList<>();
    private final Map<String, Integer> said = new HashMap<>();
    private Optional<SourceText> current = Optional.empty();
    private boolean mentioned;

    /** The day is asked for where a suppression has an end. */
    public Suppressions(Supplier<String> today) {
        this.today = today;
    }

    /** One that has seen nothing yet. */
    public Suppressions fresh() {
        return new Suppressions(today);
    }

    /** Takes note of what a document says of the findings in it. */
    public void see(Contents contents) {
        SourceText source = contents.source();
        if (contents.resources().isEmpty() || !mentions(source)) return;
        for (Comment comment : CommentReader.read(source, contents.document())) take(comment, contents);
        for (Resource resource : contents.resources()) {
            Manifest manifest = resource.manifest();
            KubeNode annotations = manifest.root().at("metadata", "annotations");
            // objects of a list need not have names that tell them apart
            if (contents.resources().size() == 1) take(annotations, manifest, Extent.START, Extent.END);
            else take(annotations, manifest, manifest.root().location());
            for (Workload workload : resource.workloads()) takeOfTemplate(workload);
        }
    }

    /** What the pods made from a template get as their annotation; a pod's own has been taken. */
    private void takeOfTemplate(Workload workload) {
        KubeNode metadata = workload.podMetadata();
        if (metadata.parent().node().equals(workload.manifest().root().node())) return;
        take(metadata.get("annotations"), workload.manifest(), metadata.parent().location());
    }

    private void take(KubeNode annotations, Manifest manifest, Location whole) {
        take(
                annotations,
                manifest,
                new Position(whole.line(), whole.column()),
                new Position(whole.endLine(), whole.endColumn()));
    }

    private boolean mentions(SourceText source) {
        if (current.isEmpty() || current.get() != source) {
            current = Optional.of(source);
            mentioned = source.find(NAME, 0) >= 0;
        }
        return mentioned;
    }

    private void take(Comment comment, Contents contents) {
        SourceText source = contents.source();
        Manifest manifest = around(comment, contents.resources());
        Location at = source.location(comment.start(), comment.end());
        Remark remark = new Remark(at, manifest.document(), ObjectName.of(manifest));
        if (!comment.text().equals(ALLOW) && !comment.text().startsWith(ALLOW + ' ')) {
            fault(remark, "a comment says nothing that Leastwise knows", FORM);
        } else if (comment.holdsForNothing()) {
            fault(
                    remark,
                    "a suppression stands above nothing that it could hold for",
                    "put it above the field or the item that it holds for, or behind it on its line");
        } else {
            Position from = source.position(comment.from());
            Position to = source.position(comment.to());
            Extent extent = new Extent(manifest.document(), Optional.empty(), from, to);
            take(Allow.parse(comment.text().substring(ALLOW.length())), By.COMMENT, extent, remark);
        }
    }

    /** The object that it stands in or before. */
    private static Manifest around(Comment comment, List<Resource> resources) {
        Manifest around = resources.getFirst().manifest();
        for (Resource resource : resources) {
            Manifest manifest = resource.manifest();
            if (manifest.root()
                    .node()
                    .filter(node -> node.start() <= comment.start())
                    .isPresent()) around = manifest;
        }
        return around;
    }

    /** An annotation says a line a suppression. */
    private void take(KubeNode annotations, Manifest manifest, Position from, Position to) {
        KubeNode annotation = annotations.get(ANNOTATION);
        Optional<String> text = annotation.text();
        if (text.isEmpty()) return;
        ObjectName object = ObjectName.of(manifest);
        Remark remark = new Remark(annotation.location(), manifest.document(), object);
        Extent extent = new Extent(manifest.document(), Optional.of(object), from, to);
        for (String line : text.get().split("\n", -1)) {
            if (!line.isBlank()) take(Allow.parse(line.strip()), By.ANNOTATION, extent, remark);
        }
    }

    private void take(Allow allow, By by, Extent extent, Remark remark) {
        if (allow.rules().isEmpty()) fault(remark, "a suppression names no rule", FORM);
        for (String rule : allow.rules()) {
            int before = said.merge(remark.at().file(), 1, Integer::sum) - 1;
            if (before < Limits.SUPPRESSIONS) take(rule, allow, by, extent, remark);
            else if (before == Limits.SUPPRESSIONS) {
                fault(
                        remark,
                        "the file has more than " + Limits.SUPPRESSIONS + " suppressions, and the rest do not hold",
                        "allow the rule for the file in a configuration");
            }
        }
    }

    private void take(String rule, Allow allow, By by, Extent extent, Remark remark) {
        String what = "the suppression of \"" + rule + '"';
        Optional<Rule> named = Rules.named(rule);
        if (named.isEmpty()) {
            String remedy = Rules.nearest(rule)
                    .map(nearest -> "write " + nearest + ", if that is meant")
                    .orElse("name one that leastwise rules lists");
            fault(remark, "the suppression names \"" + rule + "\", which is no rule", remedy);
        } else if (named.get() instanceof SuppressionRule) {
            fault(remark, what + " does not hold: what is wrong with suppressions cannot be suppressed", "mend it");
        } else if (allow.reason().isEmpty()) {
            fault(remark, what + " gives no reason", "write one behind a dash, as in allow " + rule + " — reason");
        } else if (allow.until().isPresent() && !Dates.isDate(allow.until().get())) {
            fault(
                    remark,
                    what + " ends on \"" + allow.until().get() + "\", which is no date",
                    "write it as until=YYYY-MM-DD");
        } else if (allow.until().isPresent() && Dates.isBefore(allow.until().get(), today.get())) {
            faults.add(finding(
                    Rules.EXPIRED_SUPPRESSION,
                    remark,
                    what + " ended on " + allow.until().get()));
        } else {
            Suppression suppression = new Suppression(by, allow.reason(), allow.until());
            byFile.computeIfAbsent(remark.at().file(), file -> new ArrayList<>())
                    .add(new Allowance(rule, suppression, extent, remark));
        }
    }

    private void fault(Remark remark, String message, String remedy) {
        faults.add(Rules.INVALID_SUPPRESSION.finding(
                Severity.LOW, message, remedy, remark.at(), remark.document(), remark.object()));
    }

    private static Finding finding(SuppressionRule rule, Remark remark, String message) {
        String remedy = rule.info().remedy();
        return rule.finding(Severity.LOW, message, remedy, remark.at(), remark.document(), remark.object());
    }

    /** What suppresses a finding; the first where several do, which are all in use then. */
    public Optional<Suppression> of(Finding finding) {
        Optional<Suppression> first = Optional.empty();
        for (Allowance allowance : byFile.getOrDefault(finding.at().file(), List.of())) {
            Optional<Suppression> suppression = allowance.suppress(finding);
            if (first.isEmpty()) first = suppression;
        }
        return first;
    }

    /**
     * What is wrong with them, once all findings have been asked for.
     *
     * @param isOff whether a rule is switched off for a file
     */
    public List<Finding> findings(BiPredicate<String, String> isOff) {
        List<Finding> findings = new ArrayList<>(faults);
        for (Map.Entry<String, List<Allowance>> file : byFile.entrySet()) {
            for (Allowance allowance : file.getValue()) {
                String rule = allowance.rule();
                if (allowance.used() || isOff.test(file.getKey(), rule) || mayBeUsed(rule)) continue;
                String message = "the suppression of \"" + rule + "\" suppresses nothing";
                findings.add(finding(Rules.UNUSED_SUPPRESSION, allowance.remark(), message));
            }
        }
        return findings;
    }

    /** Whether the rule may find something there when other files are read together with this. */
    public static boolean mayBeUsed(String rule) {
        return Rules.named(rule).filter(named -> named instanceof InventoryRule).isPresent();
    }
}
