package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static String value(String text) {
        return JsonText.of(object(text));
    }

    private static KubeNode object(String text) {
        SourceText source = SourceText.of("a.yaml", text);
        Document document = KubeReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }
}
