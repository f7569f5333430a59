package dev.filprofile.benchmark.program;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** Rhino, compiled: objects, closures, strings and arrays of a script. */
public final class Script {

    private static final String TEXT =
            """
            function Account(name) { this.name = name; this.entries = []; }
            Account.prototype.add = function (amount) { this.entries.push({ amount: amount, at: this.entries.length }); };
            Account.prototype.sum = function () {
              return this.entries.reduce(function (sum, entry) { return sum + entry.amount; }, 0);
            };
            var total = 0;
            for (var round = 0; round < 120; round++) {
              var accounts = [];
              for (var i = 0; i < 400; i++) {
                var account = new Account('account ' + i);
                for (var j = 0; j < 60; j++) { account.add((i * j) % 17); }
                accounts.push(account);
              }
              accounts.sort(function (a, b) { return b.sum() - a.sum(); });
              total += accounts.map(function (a) { return a.name + ': ' + a.sum(); }).join('\\n').length;
            }
            total;
            """;

    public static void main(String[] args) {
        Context context = Context.enter();
        try {
            context.setOptimizationLevel(9);
            ScriptableObject scope = context.initStandardObjects();
            System.out.println(Context.toString(context.evaluateString(scope, TEXT, "accounts.js", 1, null)));
        } finally {
            Context.exit();
        }
    }
}
