package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rewriting what belongs to others, on disks that are full or read-only, and until it is killed. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class FileRewriteFailuresTest {

    private static final long SEED = Long.getLong("leastwise.seed", System.nanoTime());
    private static final int KILLS = 60;

    @TempDir
    Path folder;

    private Path before;
    private Path after;

    @BeforeEach
    void writeTexts() throws Exception {
        run("chmod", "755", folder.toString());
        before = Files.writeString(folder.resolve("before"), "# before\n".repeat(1_000));
        after = Files.writeString(folder.resolve("after"), "# afterwards\n".repeat(2_000));
    }

    @Test
    void leavesAFileAsItIsInAFolderThatMayNotBeWritten() throws Exception {
        assertThat(asUser("""
                cp before apps/a.yaml; chown 1001 apps apps/a.yaml 2>/dev/null; chmod 555 apps
                """)).isEqualTo("""
                a.yaml: cannot be replaced: permission denied; see that its folder may be written and has room
                a.yaml 644 before
                """);
    }

    @Test
    void leavesAFileThatItsOwnerMadeReadOnly() throws Exception {
        assertThat(asUser("""
                cp before apps/a.yaml; chown 1001 apps apps/a.yaml 2>/dev/null; chmod 444 apps/a.yaml
                """)).isEqualTo("""
                a.yaml: may not be written; allow it, or run as its owner
                a.yaml 444 before
                """);
    }

    @Test
    void takesAFileOverFromItsOwnerWhereNobodyGainsByIt() throws Exception {
        assumeRoot();
        assertThat(asUser("""
                cp before apps/a.yaml; chmod 777 apps; chown 1234:1003 apps/a.yaml; chmod 664 apps/a.yaml
                """) + owner()).isEqualTo("""
                a.yaml 664 after
                1001:1003
                """);
    }

    @Test
    void refusesToTakeAFileOverWhereItsOwnerWouldGain() throws Exception {
        assumeRoot();
        assertThat(asUser("""
                cp before apps/a.yaml; chmod 777 apps; chown 1234:1003 apps/a.yaml; chmod 466 apps/a.yaml
                """) + owner()).isEqualTo("""
                a.yaml: belongs to another user, and its mode depends on that; run as its owner
                a.yaml 466 before
                1234:1003
                """);
    }

    @Test
    void refusesToTakeAFileOverThatRunsAsItsOwner() throws Exception {
        assumeRoot();
        assertThat(asUser("""
                cp before apps/a.yaml; chmod 777 apps; chown 1234:1003 apps/a.yaml; chmod 4775 apps/a.yaml
                """) + owner()).isEqualTo("""
                a.yaml: belongs to another user, and its mode depends on that; run as its owner
                a.yaml 4775 before
                1234:1003
                """);
    }

    @Test
    void refusesAFileOfAGroupThatItCannotKeep() throws Exception {
        assumeRoot();
        assertThat(asUser("""
                cp before apps/a.yaml; chmod 777 apps; chown 1001:5678 apps/a.yaml; chmod 660 apps/a.yaml
                """) + owner()).isEqualTo("""
                a.yaml: belongs to a group that you are not in; run as its owner
                a.yaml 660 before
                1001:5678
                """);
    }

    @Test
    void refusesAnothersFileInAFolderWhereOnlyOwnersReplace() throws Exception {
        assumeRoot();
        assertThat(asUser("""
                cp before apps/a.yaml; chmod 1777 apps; chown 1234:1003 apps/a.yaml; chmod 664 apps/a.yaml
                """) + owner()).isEqualTo("""
                a.yaml: cannot be replaced: Operation not permitted; see that its folder may be written and has room
                a.yaml 664 before
                1234:1003
                """);
    }

    @Test
    void leavesAFileAsItIsOnAFullDisk() throws Exception {
        for (int pages = 5; pages <= 10; pages++) {
            assertThat(asRoot("""
                    mount -t tmpfs -o size=%dk none apps; cp before apps/a.yaml
                    """.formatted(4 * pages))).as("%d pages", pages).isEqualTo(pages < 10 ? """
                    a.yaml: cannot be replaced: No space left on device; see that its folder may be written and has room
                    a.yaml 644 before
                    """ : """
                    a.yaml 644 after
                    """);
        }
    }

    @Test
    void leavesAFileAsItIsOnADiskWithoutInodes() throws Exception {
        for (int inodes = 2; inodes <= 4; inodes++) {
            assertThat(asRoot("""
                    mount -t tmpfs -o nr_inodes=%d none apps; cp before apps/a.yaml
                    """.formatted(inodes))).as("%d inodes", inodes).isEqualTo(inodes < 4 ? """
                    a.yaml: cannot be replaced: No space left on device; see that its folder may be written and has room
                    a.yaml 644 before
                    """ : """
                    a.yaml 644 after
                    """);
        }
    }

    @Test
    void leavesAFileAsItIsOnAReadOnlyDisk() throws Exception {
        assertThat(asRoot("""
                mount -t tmpfs none apps; cp before apps/a.yaml; mount -o remount,ro apps
                """)).isEqualTo("""
                a.yaml: may not be written; allow it, or run as its owner
                a.yaml 644 before
                """);
    }

    @Test
    void leavesAFileAsItIsThatIsAMountOfItsOwn() throws Exception {
        assertThat(asRoot("""
                cp before apps/b; mv apps/b b; touch apps/a.yaml; mount --bind b apps/a.yaml
                """)).isEqualTo("""
                a.yaml: cannot be replaced: Device or resource busy; see that its folder may be written and has room
                a.yaml 644 before
                """);
    }

    @Test
    void isTheOldFileOrTheNewOneWheneverItIsKilled() throws Exception {
        System.out.println("killed while it rewrites: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        Path apps = Files.createDirectory(folder.resolve("apps"));
        Path file = Files.copy(before, apps.resolve("a.yaml"));
        run("chmod", "2640", file.toString());
        List<String> command =
                RewritingProcess.command(folder, file.toString(), before.toString(), after.toString(), "again");
        int leftBehind = 0;
        for (int i = 0; i < KILLS; i++) {
            Files.write(file, Files.readAllBytes(before));
            run("chmod", "2640", file.toString());
            killWithin(random.nextInt(100), command);

            assertThat(Files.readString(file)).isIn(Files.readString(before), Files.readString(after));
            assertThat(run("stat", "-c", "%a", file.toString())).isEqualTo("2640\n");
            assertThat(Inputs.of(List.of(apps.toString())).found())
                    .extracting(Input::path)
                    .containsExactly(file.toRealPath());
            List<String> left = new ArrayList<>(List.of(apps.toFile().list()));
            assertThat(left.remove("a.yaml")).isTrue();
            assertThat(left).allMatch(name -> name.matches("\\.leastwise-rewrite-[0-9a-f]+"));
            leftBehind += left.size();
            for (String name : left) {
                assertThat(apps.resolve(name).toFile().list()).isIn(new String[0], new String[] {"new"});
                run("rm", "-r", apps.resolve(name).toString());
            }
        }
        System.out.println(KILLS + " kills, " + leftBehind + " of them in the middle");
        assertThat(leftBehind).isPositive();
    }

    private static void killWithin(int milliseconds, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            Thread.sleep(milliseconds);
            run("kill", "-9", Long.toString(process.pid()));
            process.waitFor();
            assertThat(out.readLine()).isNull();
        }
    }

    /** What a user says who is not root, has uid 1001 and the groups 1002 and 1003 where the test can choose, and what there is then. */
    private String asUser(String preparation) throws Exception {
        boolean root = isRoot();
        if (root) assumeTrue(onPath("setpriv"), "needs setpriv: it becomes another user");
        return inFolder(List.of(), preparation, root ? "setpriv --reuid 1001 --regid 1002 --groups 1003" : "");
    }

    /** What root says in a mount namespace of its own, and what there is then. */
    private String asRoot(String preparation) throws Exception {
        assumeRoot();
        assumeTrue(onPath("unshare"), "needs unshare: it makes disks that nobody else sees");
        return inFolder(List.of("unshare", "-m"), preparation, "");
    }

    private String inFolder(List<String> prefix, String preparation, String user) throws Exception {
        run("rm", "-rf", folder.resolve("apps").toString());
        List<String> rewriting = RewritingProcess.command(folder, "apps/a.yaml", "before", "after");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of("sh", "-c", """
                cd %s && umask 022 && mkdir apps
                %s
                %s %s
                chmod u+rx apps 2>/dev/null
                for file in $(ls -A apps); do
                  which=neither
                  for text in before after; do cmp -s apps/$file $text && which=$text; done
                  echo $file $(stat -c %%a apps/$file) $which
                done
                """.formatted(folder, preparation.strip(), user, String.join(" ", rewriting))));
        return RewritingProcess.run(command);
    }

    private String owner() throws Exception {
        return run("stat", "-c", "%u:%g", folder.resolve("apps/a.yaml").toString());
    }

    private static String run(String... command) throws Exception {
        return RewritingProcess.run(List.of(command));
    }

    private static boolean isRoot() throws Exception {
        return run("id", "-u").equals("0\n");
    }

    private static void assumeRoot() throws Exception {
        assumeTrue(isRoot(), "needs root: files of others, and disks that are full");
    }

    private static boolean onPath(String program) throws Exception {
        return !run("sh", "-c", "command -v " + program).isEmpty();
    }
}
