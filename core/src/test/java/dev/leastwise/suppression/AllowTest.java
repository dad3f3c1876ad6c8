package dev.leastwise.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How what is allowed is read. */
class AllowTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host-pid — it watches",
                "host-pid—it watches",
                "host-pid -- it watches",
                "host-pid - it watches",
                "host-pid – it watches",
                "host-pid: it watches",
                "  host-pid  —  it watches  ",
            })
    void anyDashOrAColonPartsTheReason(String text) {
        assertThat(Allow.parse(text)).isEqualTo(new Allow(List.of("host-pid"), "it watches", Optional.empty()));
    }

    @Test
    void severalRulesArePartedByCommas() {
        Allow expected = new Allow(List.of("a-b", "c", "d-e"), "one - two", Optional.empty());

        assertThat(Allow.parse("a-b,c,d-e — one - two")).isEqualTo(expected);
        assertThat(Allow.parse("a-b , c, d-e - one - two")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x — why until=2027-01-31",
                "x — why [until=2027-01-31]",
                "x — until=2027-01-31 why",
                "x until=2027-01-31 — why",
            })
    void theEndIsNoPartOfTheReason(String text) {
        assertThat(Allow.parse(text)).isEqualTo(new Allow(List.of("x"), "why", Optional.of("2027-01-31")));
    }

    @Test
    void anEndThatIsNoDateIsNotDropped() {
        assertThat(Allow.parse("x — why until=soon").until()).contains("soon");
        assertThat(Allow.parse("x — why until=").until()).contains("");
        assertThat(Allow.parse("x — why until=2027-01-31 until=2020-01-31").until())
                .contains("2027-01-31, 2020-01-31");
        assertThat(Allow.parse("x — waituntil=2027-01-31").until()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x —", "x because I say so", "x until=2027-01-31", "x — until=2027-01-31", "x # why"})
    void whatFollowsNoDashIsNoReason(String text) {
        assertThat(Allow.parse(text).rules()).containsExactly("x");
        assertThat(Allow.parse(text).reason()).isEmpty();
    }

    @Test
    void aDashAloneIsNoRule() {
        assertThat(Allow.parse("— why").rules()).isEmpty();
        assertThat(Allow.parse("-- why").rules()).isEmpty();
        assertThat(Allow.parse(",,").rules()).isEmpty();
        assertThat(Allow.parse("").rules()).isEmpty();
    }
}
