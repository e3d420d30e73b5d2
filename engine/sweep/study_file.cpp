#include "sweep/study_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/version.hpp"
#include "sweep/axis_reader.hpp"
#include "sweep/csv.hpp"
#include "sweep/definition.hpp"
#include "sweep/known_function.hpp"
#include "sweep/unit_points.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
using study::TomlTable;

constexpr std::string_view study_format = "spondyl-sweep";
constexpr double study_version = 1;
constexpr double max_time_limit_s = 1e6;
constexpr std::size_t max_columns = 1900;  // SQLite has no more than 2000
constexpr double max_seed = 9007199254740992;

/// Columns that every store has.
constexpr std::array<std::string_view, 7> own_columns{"id",   "status",  "reason",  "newton_iterations",
                                                      "host", "seconds", "finished"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return text;
}

bool is_name(const std::string& text) {
  const auto is_harmless = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), is_harmless);
}

class StudyReader {
 public:
  StudyReader(const core::ParameterTable& declared, bool is_quick, const ReadText& read)
      : declared_(declared), is_quick_(is_quick), read_(read) {}

  Study read(const std::filesystem::path& file) {
    const TomlTable root = TomlTable::parse_text(text_of(file), file.string());
    check_head(root);
    study_.file = file.string();
    study_.name = root.text("name").value_or(file.stem().string());
    study_.description = root.text("description").value_or("");
    study_.time_limit_s = root.number("time_limit_s").value_or(study_.time_limit_s);
    if (!(study_.time_limit_s > 0 && study_.time_limit_s <= max_time_limit_s))
      throw Error(ErrorCode::bad_input, root.where("time_limit_s"), core::to_text(study_.time_limit_s),
                  "a number above 0, up to " + core::to_text(max_time_limit_s) + " s");
    add_document(study_.definition, "study", root);
    if (root.has("function"))
      read_function(root);
    else
      read_spine(root);
    check_columns(root);
    define();
    return std::move(study_);
  }

 private:
  static void check_head(const TomlTable& root) {
    root.required_choice("format", std::array{study_format});
    if (const double version = root.required_number("version"); version != study_version)
      throw Error(ErrorCode::bad_input, root.where("version"), core::to_text(version), core::to_text(study_version));
    root.allow_only(std::array<std::string_view, 13>{"format", "version", "name", "description", "scene", "function",
                                                     "fidelity", "time_limit_s", "design", "axis", "correlation",
                                                     "plan", "output"});
  }

  std::string text_of(const std::filesystem::path& file) {
    std::string text = read_(file);
    study_.sources.push_back({file.string(), text});
    return text;
  }

  void read_function(const TomlTable& root) {
    std::vector<std::string_view> names;
    for (const KnownFunction& f : known_functions())
      names.push_back(f.name);
    const KnownFunction& function = known_functions()[root.required_choice("function", names)];
    for (const std::string_view key : {"scene", "fidelity", "plan", "output"}) {
      if (root.has(key))
        throw Error(ErrorCode::bad_input, root.where(key), "a " + std::string(key) + " beside a function",
                    "neither scene, fidelity, plan nor output: its only output is y");
    }
    read_axes_and_design(root, {declared_, &function});
    if (study_.axes.size() != function.n_inputs)
      throw Error(ErrorCode::bad_input, root.where("axis"), std::to_string(study_.axes.size()) + " axes",
                  "the " + std::to_string(function.n_inputs) + " inputs of the function");
    std::vector<std::size_t> order;
    for (const Axis& axis : study_.axes)
      order.push_back(static_cast<std::size_t>(axis.path[1] - '1'));
    study_.outputs = {"y"};
    study_.subject = [&function, order](const CaseValues& values, const std::stop_token&) -> std::optional<Outcome> {
      std::vector<double> x(values.size());
      for (std::size_t k = 0; k < values.size(); ++k) {
        const auto* number = std::get_if<double>(&values[k]);
        x[order[k]] = number ? *number : 0;
      }
      return Outcome{Status::done, "", {function.value(x)}, 0};
    };
  }

  void read_spine(const TomlTable& root) {
    auto spine = std::make_shared<SpineStudy>();
    spine->declared = declared_;
    spine->time_limit_s = study_.time_limit_s;
    if (const auto fidelity = root.choice("fidelity", spine::fidelity_names))
      spine->fidelity = static_cast<spine::Fidelity>(*fidelity);
    const std::filesystem::path scene_file = root.required_file_beside("scene");
    const TomlTable base = TomlTable::parse_text(text_of(scene_file), scene_file.string());
    add_document(study_.definition, "scene", base);
    const study::Scene scene = study::read_scene(base, declared_);
    read_plans(root, base, scene, *spine);
    for (const TomlTable& table : root.tables("output")) {
      for (Output& output : read_output(table, study_.plans, scene.loads))
        spine->outputs.push_back(std::move(output));
    }
    if (spine->outputs.empty())
      throw Error(ErrorCode::bad_input, root.where("output"), "nothing: the key is missing",
                  "at least one [[output]] to keep of every case");
    for (const Output& output : spine->outputs)
      study_.outputs.push_back(output.name);
    read_axes_and_design(root, {declared_});
    check_scene_keys(*spine);
    spine->axes = study_.axes;
    study_.spine = spine;
    study_.subject = make_subject(spine);
  }

  void read_plans(const TomlTable& root, const TomlTable& base, const study::Scene& scene, SpineStudy& spine) {
    for (const TomlTable& table : root.tables("plan")) {
      PlanScene plan = read_plan(table, base);
      const auto is_same = [&](const PlanScene& other) { return other.name == plan.name; };
      if (plan.name == "intact" || std::any_of(spine.plans.begin(), spine.plans.end(), is_same))
        throw Error(ErrorCode::bad_input, table.where("name"), "the plan name '" + plan.name + "'",
                    "a name of its own, not 'intact'");
      if (study::read_scene(plan.document, declared_).operations.empty())
        throw Error(ErrorCode::bad_input, table.where("name"), "a plan without an operation", "at least one");
      study_.plans.push_back(plan.name);
      spine.plans.push_back(std::move(plan));
    }
    if (!spine.plans.empty())
      return;
    spine.plans.push_back({"operated", base});
    if (!scene.operations.empty())
      study_.plans.push_back("operated");
  }

  /// The base scene with operations and healing of the plan.
  PlanScene read_plan(const TomlTable& table, const TomlTable& base) {
    table.allow_only(std::array<std::string_view, 4>{"name", "scene", "operation", "healing"});
    const std::string name = table.required_text("name");
    if (!is_name(name))
      throw Error(ErrorCode::bad_input, table.where("name"), "'" + name + "'", "letters, digits, '_' and '-'");
    if (table.has("scene") && (table.has("operation") || table.has("healing")))
      throw Error(ErrorCode::bad_input, table.where("scene"), "a scene beside operations of the plan's own",
                  "either scene, or operation and healing");
    const toml::table* from = &table.node();
    std::optional<TomlTable> other;
    std::string file = base.file();
    if (const auto scene = table.file_beside("scene")) {
      other = TomlTable::parse_text(text_of(*scene), scene->string());
      add_document(study_.definition, "plan." + name, *other);
      study::read_scene(*other, declared_);
      from = &other->node();
    }
    toml::table document = base.node();
    for (const char* key : {"operation", "healing"}) {
      document.erase(key);
      if (const toml::node* node = from->get(key))
        document.insert(key, *node);
    }
    return {name, TomlTable::of_document(std::move(document), std::move(file))};
  }

  void read_axes_and_design(const TomlTable& root, const AxisRoom& room) {
    const auto table = root.table("design");
    if (!table)
      throw Error(ErrorCode::bad_input, root.where("design"), "nothing: the key is missing", "a table: [design]");
    Design& design = study_.design;
    design.type = static_cast<Design::Type>(table->required_choice("type", design_names));
    study_.axes = read_axes(root, room);
    const std::vector<Correlation> correlations = read_correlations(root, study_.axes);
    const bool is_csv = design.type == Design::Type::cases;
    if (is_csv != study_.axes.empty())
      throw Error(ErrorCode::bad_input, root.where("axis"),
                  is_csv ? "axes beside a file of cases" : "nothing: the key is missing",
                  is_csv ? "the axes in the file's first line" : "at least one [[axis]]");
    const bool can_correlate = design.type == Design::Type::latin_hypercube || design.type == Design::Type::sobol;
    if (!correlations.empty() && !can_correlate)
      throw Error(
          ErrorCode::bad_input, root.where("correlation"),
          "correlations in the design '" + std::string(design_names[static_cast<std::size_t>(design.type)]) + "'",
          "them in latin_hypercube or sobol");
    read_design(*table, room);
    if (!is_csv)
      try {
        study_.cases = make_cases(design, study_.axes, correlations);
      } catch (const Error& error) {
        throw error.at(root.where(error.where().key));
      }
    if (is_quick_ && !is_sampled(design.type))
      thin_out(quick_);
  }

  void read_design(const TomlTable& table, const AxisRoom& room) {
    Design& design = study_.design;
    const bool has_n = is_sampled(design.type);
    std::vector<std::string_view> keys{"type", "quick"};
    if (has_n)
      keys.insert(keys.end(), {"n", "seed"});
    if (design.type == Design::Type::cases)
      keys.push_back("file");
    table.allow_only(keys);
    quick_ = table.has("quick") ? count(table, "quick") : quick_;
    if (design.type == Design::Type::cases)
      read_cases(table.required_file_beside("file"), room);
    if (design.type == Design::Type::full_factorial) {
      for (const Axis& axis : study_.axes) {
        if (axis.distribution)
          throw Error(ErrorCode::bad_input, axis.where, "a distribution in a full factorial",
                      "values, or range with steps");
      }
    }
    if (!has_n)
      return;
    design.n = count(table, "n");
    if (is_quick_)
      design.n = std::min(quick_, design.n);
    const bool needs_power = design.type != Design::Type::latin_hypercube;
    if (needs_power && (design.n & (design.n - 1)) != 0)
      throw Error(ErrorCode::bad_input, table.where(is_quick_ ? "quick" : "n"), std::to_string(design.n),
                  "a power of 2, such as 64 or 128: others would spoil the evenness of Sobol's points");
    const double seed = table.number("seed").value_or(1);
    if (!(seed >= 0 && seed <= max_seed && seed == std::floor(seed)))
      throw Error(ErrorCode::bad_input, table.where("seed"), core::to_text(seed), "a whole number from 0");
    design.seed = static_cast<std::uint64_t>(seed);
    const std::size_t dimensions = study_.axes.size() * (design.type == Design::Type::sobol_indices ? 2 : 1);
    if (dimensions > max_sobol_dimensions)
      throw Error(ErrorCode::bad_input, table.where("type"), std::to_string(study_.axes.size()) + " axes",
                  "up to " + std::to_string(max_sobol_dimensions / 2) + " axes");
  }

  static std::size_t count(const TomlTable& table, std::string_view key) {
    const double n = table.required_number(key);
    if (!(n >= 1 && n <= static_cast<double>(max_cases) && n == std::floor(n)))
      throw Error(ErrorCode::bad_input, table.where(key), core::to_text(n),
                  "a whole number from 1 to " + std::to_string(max_cases));
    return static_cast<std::size_t>(n);
  }

  void read_cases(const std::filesystem::path& file, const AxisRoom& room) {
    const std::vector<CsvRow> rows = parse_csv(text_of(file), file.string());
    if (rows.size() < 2)
      throw Error(ErrorCode::bad_input, {.file = file.string()}, std::to_string(rows.size()) + " lines",
                  "a line with the paths of the axes and at least one case");
    if (rows.size() - 1 > max_cases)
      throw Error(ErrorCode::bad_input, {.file = file.string()}, std::to_string(rows.size() - 1) + " cases",
                  "up to " + std::to_string(max_cases));
    std::set<std::string> taken;
    for (const std::string& path : rows[0].cells) {
      const core::Where where{.file = file.string(), .line = rows[0].line, .key = path};
      study_.axes.push_back(make_axis(path, room, where));
      if (!taken.insert(path).second)
        throw Error(ErrorCode::bad_input, where, "a second column '" + path + "'", "one column for each path");
    }
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (rows[r].cells.size() != study_.axes.size())
        throw Error(ErrorCode::bad_input, {.file = file.string(), .line = rows[r].line},
                    std::to_string(rows[r].cells.size()) + " cells", std::to_string(study_.axes.size()) + " cells");
      CaseValues& values = study_.cases.emplace_back();
      for (std::size_t k = 0; k < study_.axes.size(); ++k) {
        const core::Where where{.file = file.string(), .line = rows[r].line, .key = study_.axes[k].path};
        values.push_back(to_value(rows[r].cells[k]));
        check_value(study_.axes[k], values.back(), declared_, where);
      }
    }
    study_.definition.emplace_back("cases", core::to_text(static_cast<double>(study_.cases.size())));
    study_.definition.emplace_back("cases.sha256", sha256({{"text", study_.sources.back().text}}));
  }

  /// So many cases evenly out of all.
  void thin_out(std::size_t n) {
    std::vector<CaseValues> kept;
    for (std::size_t i = 0; i < std::min(n, study_.cases.size()); ++i)
      kept.push_back(study_.cases[i * study_.cases.size() / std::min(n, study_.cases.size())]);
    study_.cases = std::move(kept);
  }

  /// A key that no operation knows, or a value that it never takes, is a mistake of the file and not of a case. What only
  /// does not go together is found case by case.
  void check_scene_keys(const SpineStudy& spine) const {
    for (const Axis& axis : study_.axes) {
      if (axis.target != Axis::Target::scene_key)
        continue;
      std::vector<Value> values = axis.levels;
      if (axis.distribution)
        values = {axis.at(0.05), axis.at(0.95)};
      if (study_.design.type == Design::Type::cases)
        values = {};
      for (const Value& value : values) {
        for (const PlanScene& plan : spine.plans) {
          try {
            scene_with(plan.document, declared_, std::array{Setting{&axis, value}}, false);
          } catch (const Error& error) {
            throw error.at({.file = axis.where.file, .line = axis.where.line, .key = axis.path});
          }
        }
      }
    }
  }

  void check_columns(const TomlTable& root) const {
    std::set<std::string> taken(own_columns.begin(), own_columns.end());
    for (const Axis& axis : study_.axes) {
      if (!taken.insert(lower(axis.path)).second)
        throw Error(ErrorCode::bad_input, axis.where, "'" + axis.path + "' again", "a name of its own for each column");
    }
    for (const std::string& output : study_.outputs) {
      const bool is_free = taken.insert(lower(output)).second;
      const bool is_fit =
          output.size() <= 200 && output.find_first_of("\"\n\r") == std::string::npos && !output.empty();
      if (!is_free || !is_fit)
        throw Error(ErrorCode::bad_input, root.where("output"), "the name '" + output + "'",
                    "a short name without quotes, different from those of axes, other outputs and 'id', 'status', "
                    "'reason', 'newton_iterations', 'host', 'seconds' and 'finished'");
    }
    if (taken.size() > max_columns)
      throw Error(ErrorCode::bad_input, root.where("output"), std::to_string(taken.size()) + " columns",
                  "up to " + std::to_string(max_columns));
  }

  void define() {
    Definition& definition = study_.definition;
    std::sort(definition.begin(), definition.end());
    definition.emplace_back("quick", is_quick_ ? "yes" : "no");
    definition.emplace_back("model_sha256", declared_.sha256());
    definition.emplace_back("program", "spondyl " + std::string(core::version()));
    definition.emplace_back("git", core::git_commit());
  }

  const core::ParameterTable& declared_;
  bool is_quick_;
  const ReadText& read_;
  std::size_t quick_ = 8;
  Study study_;
};

}  // namespace

Study read_study(const std::filesystem::path& file, const core::ParameterTable& declared, bool is_quick) {
  return read_study(file, declared, is_quick, &TomlTable::read_text);
}

Study read_study(const std::filesystem::path& file, const core::ParameterTable& declared, bool is_quick,
                 const ReadText& read) {
  return StudyReader(declared, is_quick, read).read(file);
}

}  // namespace spondyl::sweep
