package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Finding;
import dev.leastwise.rule.SharedFolders.Pairs;
import dev.leastwise.rule.UidRow.Folder;
import dev.leastwise.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class SharedFoldersTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_102L);
    private static final List<String> PATHS = List.of("/", "/a", "/a/b", "/a-b", "/a/b/c", "/b");

    /** Of an object there are several pods, of a pod several rows. */
    private static List<UidRow> rows(Random random) {
        int pods = 1 + random.nextInt(5);
        int objects = 1 + random.nextInt(3);
        List<UidRow> rows = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int pod = random.nextInt(pods);
            Optional<Long> uid = random.nextBoolean() ? Optional.of(1000L) : Optional.empty();
            List<Folder> folders = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                String path = PATHS.get(random.nextInt(PATHS.size()));
                folders.add(new Folder("v" + random.nextInt(2), path, random.nextInt(3) == 0, path));
            }
            rows.add(row(uid, pod, "object" + pod % objects, folders));
        }
        return rows;
    }

    @SuppressWarnings("DataFlowIssue")
    private static UidRow row(Optional<Long> uid, int pod, String object, List<Folder> folders) {
        Finding none = null;
        Location nowhere = null;
        return new UidRow(none, "c", nowhere, uid, pod, object, "c", false, folders);
    }

    /** Looks at all pairs. */
    private static List<List<UidRow>> expected(List<UidRow> rows, BiPredicate<UidRow, UidRow> related) {
        Components components = new Components(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (related.test(rows.get(j), rows.get(i))) components.unite(i, j);
            }
        }
        return components.groups(rows);
    }

    @Test
    void findsWhatThePairsShare() {
        System.out.println("shared folders: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            List<UidRow> rows = rows(random);
            assertThat(SharedFolders.groups(rows, Pairs.ALL).equals(expected(rows, SharedFoldersTest::share)))
                    .as("series %d: %s", i, rows)
                    .isTrue();
            BiPredicate<UidRow, UidRow> unknown =
                    (a, b) -> (a.uid().isEmpty() || b.uid().isEmpty()) && share(a, b);
            assertThat(SharedFolders.groups(rows, Pairs.NOT_BOTH_KNOWN).equals(expected(rows, unknown)))
                    .as("series %d: %s", i, rows)
                    .isTrue();
        }
    }

    private static boolean share(UidRow one, UidRow other) {
        return one.sharedWith(other).isPresent();
    }
}
