package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single scalars and keys, each as kubectl prints it. */
class KubeScalarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            yes            | true
            On             | true
            n              | false
            tRUE           | "tRUE"
            "true"         | "true"
            !!bool "yes"   | true
            ~              | null
            Null           | null
            ´´             | null
            010            | 8
            -010           | -8
            0o10           | 8
            08             | 8
            0999           | 999
            0x1F           | 31
            0B11           | 3
            0b-11          | -3
            1_000          | 1000
            _1             | "_1"
            0_             | 0
            +5             | 5
            -x             | "-x"
            1e3            | 1000
            1000.0         | 1000
            -0.0           | 0
            .5e1           | 5
            .5_0           | 0.5
            ._5            | "._5"
            1000.5         | 1000.5
            1e400          | "1e400"
            0x1p-2         | "0x1p-2"
            1:30           | "1:30"
            2020-01-01     | "2020-01-01"
            !foo 12        | "12"
            ! "12"         | "12"
            !!float 3      | 3
            !!str 12       | "12"
            !!binary aGk=  | "hi"
            9223372036854775807   | 9223372036854775807
            18446744073709551615  | 18446744073709551616
            -9223372036854775809  | -9223372036854775808
            """)
    void meansWhatKubectlPrints(String written, String json) {
        assertThat(value("a: " + (written == null ? "" : written) + "\n")).isEqualTo("{\"a\":" + json + ",}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            yes              | true
            0x1F             | 31
            1.50             | 1.5
            1e3              | 1000
            1e6              | 1e+06
            123456789.0      | 1.2345679e+08
            0.0001           | 0.0001
            0.00001          | 1e-05
            3.14159265358979 | 3.1415927
            1e300            | .inf
            -.inf            | -.inf
            .nan             | .nan
            -0.0             | -0
            2020-01-01       | 2020-01-01
            !!str 1          | 1
            "<<"             | <<
            """)
    void becomesTheNameOfAField(String key, String name) {
        assertThat(value(key + ": x\n")).isEqualTo("{\"" + name + "\":\"x\",}");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "1.50, 1.5", "1e6, 1e+06", "name, name"})
    void isFoundByTheNameOfTheField(String key, String name) {
        KubeNode object = object(key + ": x\n");
        assertThat(object.get(name).text()).contains("x");
        assertThat(object.get(key).written()).isEqualTo(key.equals(name));
    }

    /** Numbers, near numbers and the limits of both. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            +                        | "+"
            +.                       | "+."
            -.                       | "-."
            .                        | "."
            +0                       | 0
            -0                       | 0
            00                       | 0
            +00                      | 0
            0x                       | "0x"
            0b                       | "0b"
            0o                       | "0o"
            +0o                      | "+0o"
            0x0                      | 0
            -0x0                     | 0
            0o8                      | "0o8"
            0b2                      | "0b2"
            0xg                      | "0xg"
            +0x1F                    | 31
            -0b11                    | -3
            0B1                      | 1
            012345670123456701234    | 188231454092395164
            0777777777777777777777   | 9223372036854775807
            01000000000000000000000  | 9223372036854775808
            01777777777777777777777  | 18446744073709551616
            02000000000000000000000  | 2000000000000000000000
            +01000000000000000000000 | 1000000000000000000000
            999999999999999999       | 999999999999999999
            1000000000000000000      | 1000000000000000000
            -999999999999999999      | -999999999999999999
            9223372036854775808      | 9223372036854775808
            +9223372036854775807     | 9223372036854775807
            +9223372036854775808     | 9223372036854775808
            -9223372036854775808     | -9223372036854775808
            18446744073709551616     | 18446744073709551616
            0x7fffffffffffffff       | 9223372036854775807
            0x8000000000000000       | 9223372036854775808
            0xffffffffffffffff       | 18446744073709551616
            0x10000000000000000      | "0x10000000000000000"
            -0x8000000000000000      | -9223372036854775808
            -0x8000000000000001      | "-0x8000000000000001"
            0xABCDEF0123456789       | 12379813738877118464
            0b-                      | "0b-"
            0b+1                     | 1
            0b+2                     | "0b+2"
            -0b-1                    | "-0b-1"
            0b-0                     | 0
            1.                       | 1
            1.e3                     | 1000
            .e3                      | ".e3"
            1e                       | "1e"
            1e+                      | "1e+"
            1e-                      | "1e-"
            1e+5                     | 100000
            1E-2                     | 0.01000000000000000020816681711721685132943093776702880859375
            1e5x                     | "1e5x"
            1e+x                     | "1e+x"
            +.5                      | 0.5
            -.5                      | -0.5
            +.5_0                    | 0.5
            .5_                      | ".5_"
            .5_0_0                   | 0.5
            .5__0                    | ".5__0"
            .0_9                     | 0.0899999999999999966693309261245303787291049957275390625
            .9_0                     | 0.90000000000000002220446049250313080847263336181640625
            .5_e1                    | ".5_e1"
            1_0.5                    | 10.5
            1e1_0                    | 10000000000
            1_                       | 1
            +_1                      | 1
            9e9                      | 9000000000
            0.0                      | 0
            1e-400                   | 0
            1.8e308                  | "1.8e308"
            0x1.8p1                  | "0x1.8p1"
            1f                       | "1f"
            0xf                      | 15
            0xF_F                    | 255
            0x1g                     | "0x1g"
            0x1`                     | "0x1`"
            12e03                    | 12000
            1e18                     | 1000000000000000000
            9.2e18                   | 9200000000000000000
            9.3e18                   | 9300000000000000000
            -9.3e18                  | -9300000000000000000
            9223372036854775808.0    | 9223372036854775808
            -9223372036854775808.0   | -9223372036854775808
            0.1e1                    | 1
            1:2                      | "1:2"
            --1                      | "--1"
            +-1                      | "+-1"
            1+                       | "1+"
            1-                       | "1-"
            1.2.3                    | "1.2.3"
            .1.2                     | ".1.2"
            0b1111111111111111111111111111111111111111111111111111111111111111 | 18446744073709551616
            0b11111111111111111111111111111111111111111111111111111111111111111 | "0b11111111111111111111111111111111111111111111111111111111111111111"
            0b-111111111111111111111111111111111111111111111111111111111111111 | -9223372036854775807
            0b-1000000000000000000000000000000000000000000000000000000000000000 | -9223372036854775808
            0b+1000000000000000000000000000000000000000000000000000000000000000 | "0b+1000000000000000000000000000000000000000000000000000000000000000"
            0b-1111111111111111111111111111111111111111111111111111111111111111 | "0b-1111111111111111111111111111111111111111111111111111111111111111"
            0b-0000000000000000000000000000000000000000000000000000000000000000 | 0
            0b-00000000000000000000000000000000000000000000000000000000000000000 | 0
            0x00000000000000000000000000000000000000000000000000000000000000000000001 | 1
            00000000000000000000000000000000000000000000000000000000000000000000001 | 1
            00000000000000000000000000000000000000008 | 8
            0b00000000000000000000000000000000000000000000000000000000000000000000001 | 1
            -0x00000000000000000000f | -15
            1111111111111111111111111111111111111111111111111111111111111111 | 1111111111111111175397733269696633141548198543527822709080719360
            11111111111111111111111111111111111111111111111111111111111111111 | 11111111111111111023226514031514872313639569077136717262840922112
            0x111111111111111111     | "0x111111111111111111"
            0x111111111111111        | 76861433640456465
            1०                       | "1\\u0966"
            """)
    void isANumberWhereGoReadsOne(String written, String json) {
        assertThat(value("a: " + written + "\n")).isEqualTo("{\"a\":" + json + ",}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            !!timestamp 2020-01-31           | "2020-01-31"
            !!timestamp 2020-1-2             | "2020-1-2"
            !!timestamp 2020-01-01T00:00:00Z | "2020-01-01T00:00:00Z"
            !!timestamp 2020-01-01T23:59:59Z | "2020-01-01T23:59:59Z"
            !!timestamp 2020-01-01 00:00:00  | "2020-01-01 00:00:00"
            !!timestamp 2020-01-01 23:59:59  | "2020-01-01 23:59:59"
            !!timestamp 2020-01-01t1:2:3Z    | "2020-01-01t1:2:3Z"
            !!timestamp 2020-01-01T00:00:00.123+01:00 | "2020-01-01T00:00:00.123+01:00"
            !!float 9223372036854775807      | 9223372036854775808
            !!float -9223372036854775808     | -9223372036854775808
            !!float -1                       | -1
            !!float 1.5                      | 1.5
            !!int 0x1F                       | 31
            !!bool no                        | false
            !!null ~                         | null
            !!str ~                          | "~"
            """)
    void isWhatItsTagSays(String written, String json) {
        assertThat(value("a: " + written + "\n")).isEqualTo("{\"a\":" + json + ",}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+.inf",
                "-.INF",
                ".Inf",
                "!!timestamp 2020-02-30",
                "!!timestamp 2020-00-01",
                "!!timestamp 2020-13-01",
                "!!timestamp 2020-01-01T24:00:00Z",
                "!!timestamp 2020-01-01T00:60:00Z",
                "!!timestamp 2020-01-01T00:00:60Z",
                "!!timestamp 2020-01-01 24:00:00",
                "!!timestamp 2020-01-01 00:60:00",
                "!!timestamp 2020-01-01 00:00:60",
                "!!timestamp 2020-01-01T00:00:00",
                "!!timestamp x",
                "!!float 9223372036854775808",
                "!!float 18446744073709551615",
                "!!float x",
                "!!int 1.0",
                "!!bool 1",
                "!!null x",
                "!!binary aGk",
            })
    void isRefusedByKubectl(String written) {
        assertThat(read("a: " + written + "\n")).isInstanceOf(Document.Broken.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            1e3                     | 1000
            1E3                     | 1000
            1.0                     | 1
            -1.5                    | -1.5
            9223372036854775807     | 9223372036854775807
            9223372036854775808     | 9223372036854775808
            -9223372036854775808    | -9223372036854775808
            -9223372036854775809    | -9223372036854775808
            12345678901234567890123 | 12345678901234567741440
            0.1                     | 0.1000000000000000055511151231257827021181583404541015625
            -0                      | 0
            100000000000000000000.0 | 100000000000000000000
            """)
    void isANumberOfJson(String written, String json) {
        assertThat(value("{\"a\": " + written + "}")).isEqualTo("{\"a\":" + json + ",}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '´', textBlock = """
            1e10                 | 1e+10
            1e9                  | 1e+09
            1e-10                | 1e-10
            1e-9                 | 1e-09
            1e-5                 | 1e-05
            -1.5                 | -1.5
            -1e-5                | -1e-05
            -.inf                | -.inf
            999999.0             | 999999
            1000000.0            | 1e+06
            1234567.0            | 1.234567e+06
            0.00012              | 0.00012
            -0.0                 | -0
            1.0e5                | 100000
            0b1                  | 1
            010                  | 8
            9223372036854775807  | 9223372036854775807
            -9223372036854775808 | -9223372036854775808
            nULL                 | nULL
            !!str ~              | ~
            !!float 1            | 1
            """)
    void isANameThatGoPrints(String key, String name) {
        assertThat(value(key + ": x\n")).isEqualTo("{\"" + name + "\":\"x\",}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"18446744073709551615", "9223372036854775808", "~", "Null", "null", "NULL", "!!int x", "!!null x"
            })
    void isNoNameToKubectl(String key) {
        assertThat(read(key + ": x\n")).isInstanceOf(Document.Broken.class);
    }

    private static String value(String text) {
        return JsonText.of(object(text));
    }

    private static KubeNode object(String text) {
        SourceText source = SourceText.of("a.yaml", text);
        return KubeNode.object(source, ((Document.Parsed) read(source)).root());
    }

    private static Document read(String text) {
        return read(SourceText.of("a.yaml", text));
    }

    private static Document read(SourceText source) {
        return KubeReader.documents(source).iterator().next();
    }
}
