// The page begins: one state, one component tree.
import { mount } from 'svelte';
import App from './App.svelte';
import './tokens.css';
import './app.css';
import { PageState } from './state/page-state.svelte.ts';
import { language, tagOf } from './wording/language.ts';

document.documentElement.lang = tagOf[language];
const buttonsAt = window.likeness?.buttonsAt;
if (buttonsAt) document.documentElement.dataset['buttonsAt'] = buttonsAt;
const page = new PageState();
const target = document.querySelector('#page');
if (target === null) throw new Error('index.html has no element #page');
mount(App, { target, props: { page } });
page.start();
