package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Target.Lsm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, references and quantities as they are written elsewhere. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx:latest",
        "nginx:1.29, docker.io/library/nginx:1.29",
        "nginx@sha256:0, docker.io/library/nginx@sha256:0",
        "bitnami/nginx, docker.io/bitnami/nginx:latest",
        "localhost/nginx, localhost/nginx:latest",
        "registry:5000/nginx, registry:5000/nginx:latest",
        "registry:5000/nginx:1, registry:5000/nginx:1",
        "quay.io/org/nginx, quay.io/org/nginx:latest",
    })
    void completeAReferenceAsRuntimesDo(String reference, String whole) {
        assertThat(ImageName.normalised(reference)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"128Mi, 134217728", "0.5, 0.5", "100m, 0.1", "1e3, 1000", "2k, 2000", "1E, 1000000000000000000"})
    void areQuantities(String text, String value) {
        assertThat(Quantity.parse(text).orElseThrow().value()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "Mi", "m", "1Xi", "x1"})
    void areNone(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    void nameEachRuntime() {
        for (ContainerRuntime runtime : ContainerRuntime.values()) {
            assertThat(ContainerRuntime.of(runtime.id())).contains(runtime);
        }
        assertThat(ContainerRuntime.of("docker")).isEmpty();
        assertThat(ContainerRuntime.CONTAINERD2.id()).isEqualTo("containerd2");
    }

    @ParameterizedTest
    @CsvSource(value = {"\\, /", "C:, /", "c:\\Windows\\, /windows", "/var/run//x/../y/, /run/y", "/, /"})
    void areOnePathHoweverItIsWritten(String written, String path) {
        assertThat(HostPaths.normalised(written)).isEqualTo(path);
    }

    @Test
    void nameCapabilitiesAsTheKernelDoes() {
        assertThat(Capability.CHOWN.ociName()).isEqualTo("CAP_CHOWN");
    }

    @Test
    void nameSecurityModulesAndProfiles() {
        assertThat(Lsm.APPARMOR.id()).isEqualTo("apparmor");
        assertThat(Profile.Type.RUNTIME_DEFAULT.apiName()).isEqualTo("RuntimeDefault");
    }
}
