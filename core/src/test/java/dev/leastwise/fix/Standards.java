package dev.leastwise.fix;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mends manifests for standards, with every fix that leaves no choice to a person.
 *
 * @param rules whose fixes are made besides
 * @param image that of every container
 */
public record Standards(Demand demand, List<Rule> rules, Optional<ImageFacts> image) {

    /** Those standards alone. */
    public static Standards of(String... ids) {
        List<Standard> standards = new ArrayList<>();
        for (String id : ids) standards.add(Standard.of(id).orElseThrow());
        return new Standards(new Demand(standards, false), List.of(), Optional.empty());
    }

    public Standards withRules() {
        return new Standards(demand, Rules.ALL, image);
    }

    Standards withImage(ImageFacts facts) {
        return new Standards(demand, rules, Optional.of(facts));
    }

    public Mended mend(String text) {
        return mend(SourceText.of("pod.yaml", text));
    }

    public Mended mend(SourceText source) {
        return Fixer.mend(source, documents(source), judging(), finding -> !isChoice(finding));
    }

    /** What is found in a text. */
    Judged judge(String text) {
        SourceText source = SourceText.of("pod.yaml", text);
        return judging().judge(source, documents(source));
    }

    private Judging judging() {
        return new Judging(
                rules,
                Grants.under(Target.DEFAULT).with(reference -> image),
                Settings.NONE,
                List.of(),
                List.of(),
                demand,
                (contents, findings) -> findings);
    }

    /** Whether what is found is left to a person. */
    static boolean isChoice(Finding finding) {
        return finding.fix().orElseThrow().safety() == Safety.SHOW_ONLY;
    }

    /** What is left to a person, a line each. */
    static List<String> choices(Mended mended) {
        List<String> choices = new ArrayList<>();
        for (Finding finding : mended.left()) {
            choices.add(finding.at().line() + " " + finding.container().orElse("pod") + " " + finding.rule() + ": "
                    + finding.fix().orElseThrow().title());
        }
        return choices;
    }

    static String text(Mended mended) {
        return mended.after().text(0, mended.after().length());
    }

    public static List<Workload> workloads(SourceText source) {
        List<Workload> workloads = new ArrayList<>();
        for (Document document : documents(source)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(source, parsed).resources()) workloads.addAll(resource.workloads());
        }
        return workloads;
    }

    static List<Document> documents(SourceText source) {
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        return documents;
    }
}
