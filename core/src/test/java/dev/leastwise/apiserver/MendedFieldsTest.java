package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.fix.Fixer;
import dev.leastwise.fix.Judging;
import dev.leastwise.fix.Mended;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds what misplaced-setting, unknown-setting and wrong-type mend to what a server says of it then. */
@Tag("slow")
class MendedFieldsTest {

    private static final List<Rule> RULES = Sample.rules("misplaced-setting", "unknown-setting", "wrong-type");
    private static final long SEED = Long.getLong("leastwise.seed", 20_261_204L);
    private static final int COUNT = Integer.getInteger("leastwise.objects", 200);
    private static final Pattern UNKNOWN = Pattern.compile("unknown field \"(.*?)\"(?=$|, unknown|\\. A client)");

    private final RealApiServer server = RealApiServer.assume();
    private final String namespace = server.namespace(Map.of());

    @Test
    void theServerHasNothingMoreAgainstWhatIsMended() {
        System.out.println("random fields to mend: seed " + SEED + " (-Dleastwise.seed)");
        RandomFields objects = new RandomFields(new Random(SEED));
        int mended = 0;
        for (int i = 0; i < COUNT; i++) mended += isTakenBetter(Json.write(objects.next()));
        assertThat(mended).isGreaterThan(COUNT / 4);
    }

    /** How much was mended; the server names unknown fields only where no type is wrong, and of these the first. */
    private int isTakenBetter(String text) {
        Sample before = Sample.of(text).getFirst();
        Mended mended = mend(before);
        Sample after =
                Sample.of(mended.after().text(0, mended.after().length())).getFirst();
        String answer = answer(after);
        Set<String> left = new TreeSet<>();
        mended.left().forEach(finding -> left.addAll(words(finding)));
        assertThat(said(answer)).as(text).isSubsetOf(left);
        for (Applied applied : mended.applied()) {
            Set<String> gone = words(applied.finding());
            gone.removeAll(left);
            assertThat(said(answer)).as(text).doesNotContainAnyElementsOf(gone);
        }
        return mended.applied().size();
    }

    private String answer(Sample sample) {
        return server.create(namespace, Json.object(sample.manifest().root()), FieldValidation.STRICT)
                .message();
    }

    /** The unknown fields that an answer names, and the value of a wrong type. */
    private static Set<String> said(String answer) {
        Set<String> said = new TreeSet<>();
        Matcher field = UNKNOWN.matcher(answer);
        while (field.find()) said.add(field.group(1));
        int json = answer.indexOf("json: ");
        if (json >= 0) said.add(answer.substring(json));
        return said;
    }

    private static Set<String> words(Finding finding) {
        return finding.rule().equals("wrong-type")
                ? new TreeSet<>(Set.of(finding.message()))
                : new TreeSet<>(said(finding.why()));
    }

    private static Mended mend(Sample sample) {
        Judging judging = new Judging(
                RULES,
                Grants.under(Target.DEFAULT),
                Settings.NONE,
                List.of(),
                List.of(),
                Demand.NONE,
                (contents, findings) -> findings);
        return Fixer.mend(
                sample.source(),
                new ArrayList<>(List.of(sample.document())),
                judging,
                MendedFieldsTest::leavesNoChoice);
    }

    private static boolean leavesNoChoice(Finding finding) {
        return finding.fix().orElseThrow().safety() != Safety.SHOW_ONLY;
    }
}
