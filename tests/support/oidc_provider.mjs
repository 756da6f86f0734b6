// A real OpenID provider for the tests, on loopback. Its configuration comes as JSON in the
// environment: issuer, client, redirectUris, clientKeys (JWKS) and accounts ({id: claims}).
// Whoever posts an account's id to the sign-in form is signed in: it stands in for DigiD's screens.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const given = JSON.parse(process.env.TEST_OIDC);

function signingKey(algorithm, kind, options) {
  const { privateKey } = generateKeyPairSync(kind, options);
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: algorithm, use: 'sig' };
}

const claimNames = [...new Set(Object.values(given.accounts).flatMap(Object.keys))];

const provider = new Provider(given.issuer, {
  clients: [
    {
      client_id: given.client,
      redirect_uris: given.redirectUris,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: given.idTokenAlgorithm,
      jwks: given.clientKeys,
    },
  ],
  jwks: {
    keys: [
      signingKey('PS256', 'rsa', { modulusLength: 2048 }),
      signingKey('ES256', 'ec', { namedCurve: 'P-256' }),
    ],
  },
  claims: { openid: ['sub', 'acr', ...claimNames] },
  acrValues: [...new Set(Object.values(given.accounts).map((claims) => claims.acr ?? '0'))],
  conformIdTokenClaims: false,
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
  findAccount: (_context, id) =>
    given.accounts[id] && { accountId: id, claims: () => ({ ...given.accounts[id], sub: id }) },
});

async function posted(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

async function signIn(request, response) {
  const interaction = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="nl"><title>Testaanbieder</title><form method="post">
       <label>Account <input name="account"></label><button>Inloggen</button>
       <button name="cancel" value="1">Annuleren</button></form></html>`,
    );
    return;
  }
  const form = await posted(request);
  const id = form.get('account');
  if (form.get('cancel') || !given.accounts[id]) {
    const refusal = { error: 'access_denied', error_description: 'cancelled' };
    await provider.interactionFinished(request, response, refusal);
    return;
  }
  const grant = new provider.Grant({ accountId: id, clientId: interaction.params.client_id });
  grant.addOIDCScope(interaction.params.scope);
  const result = {
    login: { accountId: id, acr: given.accounts[id].acr, remember: false },
    consent: { grantId: await grant.save() },
  };
  await provider.interactionFinished(request, response, result);
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith('/sign-in/')) return answer(request, response);
  return signIn(request, response).catch((error) => {
    response.statusCode = 400;
    response.end(String(error));
  });
}).listen(Number(new URL(given.issuer).port), '127.0.0.1');
