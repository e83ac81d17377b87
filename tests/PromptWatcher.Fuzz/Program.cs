using System.CommandLine;
using PromptWatcher.Fuzz;

var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
var seed = new Option<int>("--seed") { Description = "Which cases; the same seed gives the same ones.", DefaultValueFactory = _ => Random.Shared.Next() };
var dump = new Option<bool>("--dump") { Description = "Also dump each screen, and compare what that makes of another one." };
var command = new RootCommand("Sends hostile output to the terminal, and tells what does not hold.") { minutes, seed, dump };
command.SetAction(result => Session.Run(result.GetValue(seed), TimeSpan.FromMinutes(result.GetValue(minutes)), result.GetValue(dump)));
return command.Parse(args).Invoke();
