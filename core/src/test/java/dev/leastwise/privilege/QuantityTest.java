package dev.leastwise.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "+12, 12",
        "-3, -3",
        "0.5, 0.5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-2, 0.01",
        "1.5e+2, 150",
        "7n, 7e-9",
        "7u, 7e-6",
        "100m, 0.1",
        "2k, 2000",
        "2M, 2e6",
        "2G, 2e9",
        "2T, 2e12",
        "2P, 2e15",
        "2E, 2e18",
        "1Ki, 1024",
        "1.5Mi, 1572864",
        "1Gi, 1073741824",
        "1Ti, 1099511627776",
        "1Pi, 1125899906842624",
        "1Ei, 1152921504606846976",
    })
    void readsAmounts(String text, BigDecimal value) {
        Quantity quantity = Quantity.parse(text).orElseThrow();

        assertThat(quantity.text()).isEqualTo(text);
        assertThat(quantity.value()).isEqualByComparingTo(value);
        assertThat(quantity.isZero()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Mi", ".", "-", "1K", "1ki", "1MiB", "1 Mi", "1,5", "1e", "1e+", "0x10", "1..2", "1e1.5", "--1", "٣"
            })
    void takesNothingElse(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    void knowsZero() {
        assertThat(Quantity.parse("0").orElseThrow().isZero()).isTrue();
        assertThat(Quantity.parse("-0.00Mi").orElseThrow().isZero()).isTrue();
        assertThat(Quantity.parse("0e5").orElseThrow().isZero()).isTrue();
        assertThat(Quantity.parse("0.01").orElseThrow().isZero()).isFalse();
    }
}
