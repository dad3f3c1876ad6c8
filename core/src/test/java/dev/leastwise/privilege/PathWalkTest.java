package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.privilege.PathWalk.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Paths in an image, as the kernel follows them. */
class PathWalkTest {

    private static final Credentials WEB = new Credentials(101, Set.of(102L), false);

    private static final FileTree FILES = FileTree.of(List.of(
            ImageFile.folder("/", 0755, 0, 0),
            ImageFile.regular("/usr/bin/app", 0755, 0, 0),
            link("/bin", "usr/bin"),
            link("/usr/bin/absolute", "/bin/app"),
            link("/usr/bin/up", "../../../bin/app"),
            link("/usr/bin/loop", "loop"),
            link("/usr/bin/dangling", "/none/here"),
            ImageFile.folder("/closed", 0700, 0, 0),
            ImageFile.regular("/closed/app", 0755, 0, 0),
            ImageFile.folder("/group", 0710, 0, 102),
            ImageFile.regular("/group/app", 0755, 0, 0)));

    @Test
    void followsLinksWithinTheRoot() {
        for (String path : List.of(
                "/usr/bin/app",
                "/bin/app",
                "//usr/./bin/app",
                "/usr/bin/absolute",
                "/bin/up",
                "/../bin/app",
                "bin/app")) {
            assertThat(found(path)).as(path).isEqualTo("/usr/bin/app");
        }
        assertThat(walk(WEB).find("../bin/app", "/usr"))
                .isEqualTo(new Target.Found(ImageFile.regular("/usr/bin/app", 0755, 0, 0)));
        assertThat(found("/")).isEqualTo("/");
        assertThat(found("/bin/..")).isEqualTo("/usr");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(walk(WEB).find("/usr/lib/app", "/")).isEqualTo(new Target.Missing("/usr/lib", "/usr/lib/app"));
        assertThat(walk(WEB).find("/bin/dangling", "/")).isEqualTo(new Target.Missing("/none", "/none/here"));
        assertThat(walk(WEB).find("/bin/app/x", "/")).isEqualTo(new Target.NoFolder("/usr/bin/app"));
        assertThat(walk(WEB).find("/bin/loop", "/")).isEqualTo(new Target.NoFolder("/usr/bin/loop"));
    }

    @Test
    void asksForPermissionOnTheWay() {
        assertThat(walk(WEB).find("/closed/app", "/"))
                .isEqualTo(new Target.Forbidden(ImageFile.folder("/closed", 0700, 0, 0)));
        assertThat(walk(WEB).find("/group/app", "/")).isInstanceOf(Target.Found.class);
        assertThat(walk(new Credentials(101, Set.of(), false)).find("/group/app", "/"))
                .isInstanceOf(Target.Forbidden.class);
        assertThat(walk(Credentials.ROOT).find("/closed/app", "/")).isInstanceOf(Target.Found.class);
    }

    @Test
    void stopsWhereSomethingIsMounted() {
        PathWalk walk = new PathWalk(FILES, WEB, Set.of("/usr/bin"));

        assertThat(walk.find("/bin/app", "/")).isEqualTo(new Target.Mounted("/usr/bin"));
        assertThat(walk.find("/closed", "/")).isInstanceOf(Target.Found.class);
    }

    @Test
    void tellsWhatAPathReallyIs() {
        List<String> real = new ArrayList<>();
        for (String path : List.of("/bin/", "/bin/new/a", "/data/../x", "/closed/new"))
            real.add(walk(WEB).real(path));

        assertThat(real).containsExactly("/usr/bin", "/usr/bin/new/a", "/data/../x", "/closed/new");
    }

    /** Permissions are those of the first class that somebody is in, be they less than the next one's. */
    @Test
    void onlyOneClassOfPermissionsCounts() {
        ImageFile others = ImageFile.regular("/f", 0001, 1, 1);
        ImageFile notOwner = ImageFile.regular("/f", 0077, 1, 1);

        assertThat(new Credentials(1, Set.of(1L), false).mayExecute(others)).isFalse();
        assertThat(new Credentials(2, Set.of(1L), false).mayExecute(others)).isFalse();
        assertThat(new Credentials(2, Set.of(2L), false).mayExecute(others)).isTrue();
        assertThat(new Credentials(1, Set.of(1L), false).mayExecute(notOwner)).isFalse();
        assertThat(new Credentials(2, Set.of(1L), false).mayExecute(notOwner)).isTrue();
        assertThat(new Credentials(1, Set.of(), true).mayExecute(notOwner)).isTrue();
        assertThat(Credentials.ROOT.mayExecute(ImageFile.regular("/f", 0666, 0, 0)))
                .isFalse();
        assertThat(Credentials.ROOT.mayWriteIn(ImageFile.folder("/d", 0, 1, 1))).isTrue();
        assertThat(WEB.mayWriteIn(ImageFile.folder("/d", 0007, 0, 0))).isTrue();
        assertThat(WEB.mayWriteIn(ImageFile.folder("/d", 0002, 0, 0))).isFalse();
        assertThat(WEB.mayWriteIn(ImageFile.folder("/d", 0030, 0, 102))).isTrue();
        assertThat(WEB.mayWriteIn(ImageFile.folder("/d", 0500, 101, 0))).isFalse();
    }

    private static String found(String path) {
        return ((Target.Found) walk(WEB).find(path, "/")).file().path();
    }

    private static PathWalk walk(Credentials who) {
        return new PathWalk(FILES, who, Set.of());
    }

    private static ImageFile link(String path, String target) {
        return new ImageFile(path, ImageFile.SYMBOLIC_LINK | 0777, 0, 0, Optional.empty(), target);
    }
}
