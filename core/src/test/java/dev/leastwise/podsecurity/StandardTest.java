package dev.leastwise.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standards are written as the labels of namespaces have them. */
class StandardTest {

    @ParameterizedTest
    @CsvSource({
        "restricted, restricted:latest",
        "baseline:latest, baseline:latest",
        "privileged:v1.0, privileged:v1.0",
        "restricted:v1.36, restricted:v1.36",
        "restricted:v1.100, restricted:v1.100",
        "baseline:v1.9223372036854775807, baseline:v1.9223372036854775807",
    })
    void isALevelAndPerhapsAVersion(String text, String id) {
        assertThat(Standard.of(text).map(Standard::id)).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "strict",
                "Restricted",
                "restricted:",
                "restricted:1.36",
                "restricted:v1.036",
                "restricted:v1.36.1",
                "restricted:v1.-1",
                "restricted:v2.0",
                "restricted:v1.36\n",
                "restricted:v1.３６",
                "restricted:Latest",
                "restricted:v1.9223372036854775808",
                "restricted:latest:v1.36",
            })
    void anythingElseIsNone(String text) {
        assertThat(Standard.of(text)).isEmpty();
    }
}
