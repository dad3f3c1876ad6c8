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
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;

/** Mends manifests for standards. */
final class Standards {

    /** With every fix that leaves no choice to a person. */
    static Mended mend(String text, List<Rule> rules, Standard... standards) {
        return mend(SourceText.of("pod.yaml", text), rules, new Demand(List.of(standards), false));
    }

    static Mended mend(SourceText source, List<Rule> rules, Demand demand) {
        Judging judging = new Judging(
                rules,
                Grants.under(Target.DEFAULT),
                Settings.NONE,
                List.of(),
                List.of(),
                demand,
                (contents, findings) -> findings);
        return Fixer.mend(source, documents(source), judging, Standards::leavesNoChoice);
    }

    static Mended mendWithAllRules(SourceText source, Standard standard) {
        return mend(source, Rules.ALL, new Demand(List.of(standard), false));
    }

    private static boolean leavesNoChoice(Finding finding) {
        return finding.fix().orElseThrow().safety() != Safety.SHOW_ONLY;
    }

    static List<Document> documents(SourceText source) {
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        return documents;
    }

    static List<Workload> workloads(SourceText source) {
        List<Workload> workloads = new ArrayList<>();
        for (Document document : documents(source)) {
            if (!(document instanceof Document.Parsed parsed)) continue;
            for (Resource resource : Contents.of(source, parsed).resources()) workloads.addAll(resource.workloads());
        }
        return workloads;
    }

    private Standards() {}
}
