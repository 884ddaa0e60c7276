package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesOneLine() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"quoted\"\nline");
    object.put("whole", 3);
    object.put("real", 0.25);
    object.put("single", 0.5f);
    object.put("nothing", null);
    object.put("nan", Double.NaN);
    object.put("yes", true);
    object.put("rows", List.of(Map.of("a", 1L), Arrays.asList(1, null)));
    assertThat(Json.line(object))
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\"\\nline\",\"whole\":3,\"real\":0.25,\"single\":0.5,"
                + "\"nothing\":null,\"nan\":null,\"yes\":true,\"rows\":[{\"a\":1},[1,null]]}");
  }
}
