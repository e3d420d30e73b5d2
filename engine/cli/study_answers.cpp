#include "cli/study_answers.hpp"

#include <algorithm>

#include "cli/answer.hpp"
#include "study/atomic_file.hpp"
#include "study/gnuplot.hpp"
#include "sweep/figures.hpp"
#include "sweep/query.hpp"

namespace spondyl::cli {

int stats(const StatsArguments& arguments) {
  const sweep::Store store(arguments.store);
  const sweep::StudyStatistics statistics = sweep::statistics_of(store);
  const int printed = print(sweep::statistics_text(statistics));
  if (!arguments.out)
    return printed;
  const int saved = written([&] {
    study::OutputFolder folder(*arguments.out);
    for (const auto& [name, content] : sweep::statistics_csv(statistics))
      folder.add(name, content);
    for (const sweep::Figure& figure : sweep::figures_of(store, statistics)) {
      folder.add(figure.name + ".svg", study::draw_svg(figure.script, figure.width, figure.height));
      folder.add(figure.name + ".png", study::draw_png(figure.script, figure.width, figure.height));
    }
    folder.commit();
  });
  return std::max(printed, saved);
}

int query(const QueryArguments& arguments) {
  const sweep::Store store(arguments.store);
  const sweep::Table table = sweep::query(store, arguments.sql);
  if (!arguments.out)
    return print(sweep::to_csv(table));
  const std::filesystem::path& file = *arguments.out;
  if (file.extension() != ".csv" && file.extension() != ".h5")
    throw core::Error(core::ErrorCode::bad_input, {.key = "--out"}, "'" + file.string() + "'",
                      "a file that ends in .csv or .h5");
  return written([&] {
    if (file.extension() == ".h5")
      sweep::write_hdf5(table, store, file);
    else
      study::write_atomically(file, sweep::to_csv(table));
  });
}

}  // namespace spondyl::cli
