package dev.leastwise.fix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.Input;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code fix --all} makes of manifests that projects publish. */
public final class MendedCorpus {

    private static final Path CORPUS = Path.of("../../shared/corpus");

    /** Every file of it; skips the test where there is none. */
    public static List<Mended> assume() throws IOException {
        assumeTrue(
                Files.isDirectory(CORPUS),
                "needs ../shared/corpus: manifests of several projects beside the repository");
        List<Mended> files = new ArrayList<>();
        for (Input input : Inputs.of(List.of(CORPUS.toString())).found()) {
            files.add(mend(SourceText.decode(input.name(), Files.readAllBytes(input.path()))));
        }
        return files;
    }

    static Mended mend(SourceText source) {
        Judging judging = new Judging(
                Rules.ALL,
                Grants.under(Target.DEFAULT),
                Settings.NONE,
                List.of(),
                List.of(),
                Demand.NONE,
                (contents, findings) -> findings);
        return Fixer.mend(source, Standards.documents(source), judging, MendedCorpus::isAskedFor);
    }

    private static boolean isAskedFor(Finding finding) {
        return finding.fix().orElseThrow().safety() != Safety.SHOW_ONLY;
    }

    public static List<Workload> workloads(SourceText source) {
        return Standards.workloads(source);
    }

    /** The project that a file is of. */
    static String project(Mended mended) {
        return CORPUS.relativize(Path.of(mended.before().name())).getName(0).toString();
    }

    private MendedCorpus() {}
}
