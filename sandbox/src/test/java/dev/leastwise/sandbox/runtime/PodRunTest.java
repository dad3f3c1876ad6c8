package dev.leastwise.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.runtime.Pods.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods as they run under real runc. */
class PodRunTest {

    @RegisterExtension
    final Workplace workplace = new Workplace();

    private Pods pods;

    @BeforeEach
    void makeImage() throws IOException {
        pods = new Pods(workplace.folder());
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        Path runs = workplace.resolve("runs");
        if (!Files.exists(runs)) return;
        try (Stream<Path> left = Files.list(runs)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("lock");
        }
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(runs.toString());
    }

    @Test
    void aContainerHasExactlyWhatItIsGrantedAndItsCodeIsTheRuns() {
        assertThat(pods.run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "id; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status; touch /file; exit 7"]
                  securityContext:
                    runAsUser: 1000
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
                    seccompProfile: {type: RuntimeDefault}
                """))
                .isEqualTo(new Ran(
                        7,
                        List.of(
                                "app | uid=1000(app) gid=1000(app) groups=1000(app),3000(extra)",
                                "app | CapInh:\t0000000000000000",
                                "app | CapPrm:\t0000000000000000",
                                "app | CapEff:\t0000000000000000",
                                "app | CapBnd:\t0000000000000400",
                                "app | CapAmb:\t0000000000000000",
                                "app | NoNewPrivs:\t1",
                                "app | Seccomp:\t2",
                                "app ! touch: /file: Read-only file system")));
    }
}
